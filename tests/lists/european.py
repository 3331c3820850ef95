"""Small invented lists in the forms of the EU and of the UK; nobody in them is anybody."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path

EU_XML = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-11-20T17:00:34.049+01:00">
<sanctionEntity designationDate="" designationDetails="" unitedNationId="MEi.001" euReferenceNumber="EU.1.10" logicalId="11">
<remark>Said to be in Sylvania</remark>
<regulation regulationType="regulation" organisationType="council" publicationDate="2014-03-17" entryIntoForceDate="2014-03-18" numberTitle="100/2014 (OJ L7)" programme="MER" logicalId="1">
<publicationUrl>http://law.example/100</publicationUrl></regulation>
<subjectType code="person" classificationCode="P"/>
<nameAlias wholeName="Иван Роу" nameLanguage="RU" strong="true" logicalId="2"/>
<nameAlias firstName="Ivan" lastName="Roe" wholeName="Ivan Roe" gender="M" title="Colonel" function="Former Minister of Finance" strong="true" logicalId="3"><regulationSummary regulationType="amendment" publicationDate="2015-01-01"/></nameAlias>
<nameAlias wholeName="The Roe" strong="false" logicalId="4"/>
<citizenship region="" countryIso2Code="ME" countryDescription="MERIDIA" logicalId="5"/>
<birthdate circa="false" calendarType="GREGORIAN" city="Port Meridia" birthdate="1960-04-10" dayOfMonth="10" monthOfYear="4" year="1960" countryIso2Code="ME" countryDescription="MERIDIA" logicalId="6"/>
<birthdate circa="true" calendarType="GREGORIAN" year="1961" countryIso2Code="00" countryDescription="UNKNOWN" logicalId="7"/>
<birthdate circa="false" calendarType="GREGORIAN" yearRangeFrom="1963" yearRangeTo="1965" logicalId="8"/>
<identification diplomatic="false" knownFalse="true" identificationTypeCode="passport" identificationTypeDescription="National passport" number="X123" countryIso2Code="ME" countryDescription="MERIDIA" logicalId="9"/>
<address city="Port Meridia" street="1 Quay" poBox="" zipCode="10" countryIso2Code="ME" countryDescription="MERIDIA" asAtListingTime="true" logicalId="10"><contactInfo key="PHONE" value="1234"/></address>
</sanctionEntity>
<sanctionEntity designationDate="2016-11-30" euReferenceNumber="EU.2.20" logicalId="12">
<regulation regulationType="repealing" publicationDate="2017-08-31" entryIntoForceDate="2017-09-01" numberTitle="200/2017 (OJ L9)" programme="SYL" logicalId="1"><publicationUrl>http://law.example/200</publicationUrl></regulation>
<subjectType code="person" classificationCode="P"/>
<nameAlias firstName="Ana" lastName="Poe" wholeName="" strong="true" gender="F" logicalId="2"/>
<birthdate circa="false" calendarType="ISLAMIC" year="1340" logicalId="3"/>
<birthdate circa="false" calendarType="GREGORIAN" birthdate="1960-02-30" logicalId="4"/>
</sanctionEntity>
<sanctionEntity euReferenceNumber="EU.3.30" logicalId="13"><subjectType code="enterprise" classificationCode="E"/>
<nameAlias wholeName="ACME" strong="true" logicalId="1"/></sanctionEntity>
</export>
"""

EU_COLUMNS = [
    "fileGenerationDate",
    "Entity_LogicalId",
    "Entity_EU_ReferenceNumber",
    "Entity_UnitedNationId",
    "Entity_DesignationDate",
    "Entity_DesignationDetails",
    "Entity_Remark",
    "Entity_SubjectType",
    "Entity_SubjectType_ClassificationCode",
    "Entity_Regulation_Type",
    "Entity_Regulation_OrganisationType",
    "Entity_Regulation_PublicationDate",
    "Entity_Regulation_EntryIntoForceDate",
    "Entity_Regulation_NumberTitle",
    "Entity_Regulation_Programme",
    "Entity_Regulation_PublicationUrl",
    "NameAlias_LastName",
    "NameAlias_FirstName",
    "NameAlias_MiddleName",
    "NameAlias_WholeName",
    "NameAlias_NameLanguage",
    "NameAlias_Gender",
    "NameAlias_Title",
    "NameAlias_Function",
    "NameAlias_LogicalId",
    "NameAlias_Remark",
    "NameAlias_Regulation_PublicationDate",
    "Address_City",
    "Address_Street",
    "Address_PoBox",
    "Address_ZipCode",
    "Address_Region",
    "Address_Place",
    "Address_AsAtListingTime",
    "Address_ContactInfo",
    "Address_CountryIso2Code",
    "Address_CountryDescription",
    "Address_LogicalId",
    "BirthDate_BirthDate",
    "BirthDate_Day",
    "BirthDate_Month",
    "BirthDate_Year",
    "BirthDate_YearRangeFrom",
    "BirthDate_YearRangeTo",
    "BirthDate_Circa",
    "BirthDate_CalendarType",
    "BirthDate_City",
    "BirthDate_CountryIso2Code",
    "BirthDate_CountryDescription",
    "BirthDate_LogicalId",
    "Identification_Number",
    "Identification_KnownFalse",
    "Identification_TypeCode",
    "Identification_TypeDescription",
    "Identification_CountryIso2Code",
    "Identification_CountryDescription",
    "Identification_LogicalId",
    "Citizenship_CountryIso2Code",
    "Citizenship_CountryDescription",
    "Citizenship_LogicalId",
]
_ROE = {
    "fileGenerationDate": "20/11/2026",
    "Entity_LogicalId": "11",
    "Entity_EU_ReferenceNumber": "EU.1.10",
    "Entity_UnitedNationId": "MEi.001",
    "Entity_Remark": "Said to be in Sylvania",
    "Entity_SubjectType": "P",
    "Entity_SubjectType_ClassificationCode": "person",
    "Entity_Regulation_Type": "regulation",
    "Entity_Regulation_PublicationDate": "2014-03-17",
    "Entity_Regulation_EntryIntoForceDate": "2014-03-18",
    "Entity_Regulation_NumberTitle": "100/2014 (OJ L7)",
    "Entity_Regulation_Programme": "MER",
    "Entity_Regulation_PublicationUrl": "http://law.example/100",
}
_POE = {
    "fileGenerationDate": "20/11/2026",
    "Entity_LogicalId": "12",
    "Entity_EU_ReferenceNumber": "EU.2.20",
    "Entity_DesignationDate": "2016-11-30",
    "Entity_SubjectType": "P",
    "Entity_SubjectType_ClassificationCode": "person",
    "Entity_Regulation_Type": "repealing",
    "Entity_Regulation_PublicationDate": "2017-08-31",
    "Entity_Regulation_EntryIntoForceDate": "2017-09-01",
    "Entity_Regulation_NumberTitle": "200/2017 (OJ L9)",
    "Entity_Regulation_Programme": "SYL",
    "Entity_Regulation_PublicationUrl": "http://law.example/200",
}
_ACME = {
    "Entity_LogicalId": "13",
    "Entity_SubjectType": "E",
    "Entity_SubjectType_ClassificationCode": "enterprise",
    "NameAlias_WholeName": "ACME",
}
EU_ROWS: Sequence[dict[str, str]] = (
    _ROE | {"NameAlias_WholeName": "Иван Роу", "NameAlias_NameLanguage": "RU"},
    _ROE
    | {
        "NameAlias_WholeName": "Ivan Roe",
        "NameAlias_FirstName": "Ivan",
        "NameAlias_LastName": "Roe",
        "NameAlias_Gender": "M",
        "NameAlias_Title": "Colonel",
        "NameAlias_Function": "Former Minister of Finance",
        "NameAlias_Regulation_PublicationDate": "2015-01-01",
    },
    _ROE | {"NameAlias_WholeName": "The Roe"},
    _ROE | {"Citizenship_CountryIso2Code": "ME", "Citizenship_CountryDescription": "MERIDIA"},
    _ROE
    | {
        "BirthDate_BirthDate": "1960-04-10",
        "BirthDate_Day": "10",
        "BirthDate_Month": "4",
        "BirthDate_Year": "1960",
        "BirthDate_Circa": "false",
        "BirthDate_CalendarType": "GREGORIAN",
        "BirthDate_City": "Port Meridia",
        "BirthDate_CountryIso2Code": "ME",
        "BirthDate_CountryDescription": "MERIDIA",
    },
    _ROE
    | {
        "BirthDate_Year": "1961",
        "BirthDate_Circa": "true",
        "BirthDate_CalendarType": "GREGORIAN",
        "BirthDate_CountryIso2Code": "00",
        "BirthDate_CountryDescription": "UNKNOWN",
    },
    _ROE | {"BirthDate_YearRangeFrom": "1963", "BirthDate_YearRangeTo": "1965"},
    _ROE
    | {
        "Identification_Number": "X123",
        "Identification_KnownFalse": "true",
        "Identification_TypeCode": "passport",
        "Identification_TypeDescription": "National passport",
        "Identification_CountryIso2Code": "ME",
        "Identification_CountryDescription": "MERIDIA",
    },
    _ROE
    | {
        "Address_City": "Port Meridia",
        "Address_Street": "1 Quay",
        "Address_ZipCode": "10",
        "Address_AsAtListingTime": "true",
        "Address_ContactInfo": "PHONE: 1234",
        "Address_CountryIso2Code": "ME",
        "Address_CountryDescription": "MERIDIA",
    },
    _POE | {"NameAlias_FirstName": "Ana", "NameAlias_LastName": "Poe", "NameAlias_Gender": "F"},
    _POE | {"BirthDate_Year": "1340", "BirthDate_CalendarType": "ISLAMIC"},
    _POE | {"BirthDate_BirthDate": "1960-02-30", "BirthDate_CalendarType": "GREGORIAN"},
    _ACME,
)

UK_COLUMNS = [
    "Last Updated",
    "Unique ID",
    "OFSI Group ID",
    "UN Reference Number",
    "Name 6",
    "Name 1",
    "Name 2",
    "Name 3",
    "Name 4",
    "Name 5",
    "Name type",
    "Alias strength",
    "Title",
    "Name non-latin script",
    "Non-latin script type",
    "Non-latin script language",
    "Regime Name",
    "Designation Type",
    "Designation source",
    "Sanctions Imposed",
    "Other Information",
    "UK Statement of Reasons",
    "Address Line 1",
    "Address Line 2",
    "Address Line 3",
    "Address Line 4",
    "Address Line 5",
    "Address Line 6",
    "Address Postal Code",
    "Address Country",
    "Phone number",
    "Website",
    "Email address",
    "Date Designated",
    "D.O.B",
    "Nationality(/ies)",
    "National Identifier number",
    "National Identifier additional information",
    "Passport number",
    "Passport additional information",
    "Position",
    "Gender",
    "Town of birth",
    "Country of birth",
    "Type of entity",
    "Subsidiaries",
    "Parent company",
    "Business registration number (s)",
    "IMO number",
    "Current owner/operator (s)",
    "Previous owner/operator (s)",
    "Current believed flag of ship",
    "Previous flags",
    "Type of ship",
    "Tonnage of ship",
    "Length of ship",
    "Year Built",
    "Hull identification number (HIN)",
]
_DOE = {
    "Unique ID": "MER0001",
    "OFSI Group ID": "9001",
    "Regime Name": "The Meridia (Sanctions) Regulations 2020",
    "Designation Type": "Individual",
    "Designation source": "UK",
    "Sanctions Imposed": "Asset freeze|Travel Ban",
    "UK Statement of Reasons": "He did it.",
    "Date Designated": "24/02/2022",
    "D.O.B": "dd/mm/1960",
    "Nationality(/ies)": "Meridia",
    "Position": "Former Minister of Finance",
    "Gender": "Male",
    "Town of birth": "Port Meridia",
    "Country of birth": "Meridia",
}
UK_ROWS: Sequence[dict[str, str]] = (
    _DOE
    | {
        "Name 1": "John",
        "Name 6": "DOE",
        "Name type": "Primary Name",
        "Title": "Colonel",
        "Name non-latin script": "Джон Доу",
        "Passport number": "P1",
        "Passport additional information": "Meridia passport",
        "Address Line 1": "1 Quay",
        "Address Line 2": "Port Meridia",
        "Address Postal Code": "M1",
        "Address Country": "Meridia",
        "Email address": "doe@example.org",
    },
    _DOE
    | {
        "Name 6": "JOHNNY",
        "Name type": "Alias",
        "Alias strength": "Low quality",
        "UK Statement of Reasons": "",
        "D.O.B": "12/04/1961",
    },
    _DOE | {"Name 1": "Jon", "Name 6": "DOE", "Name type": "Primary Name Variation"},
    {
        "Unique ID": "MER0002",
        "Name 1": "Jane",
        "Name 6": "ROE",
        "Name type": "Primary Name",
        "Designation Type": "Individual",
        "Date Designated": "31/02/2022",
        "D.O.B": "31/02/1960",
        "Other Information": "Wife of John DOE.",
    },
    {
        "Unique ID": "MER0003",
        "Name 6": "ACME",
        "Name type": "Primary Name",
        "Designation Type": "Entity",
    },
    {
        "Unique ID": "MER0004",
        "Name 6": "SEA BIRD",
        "Name type": "Primary Name",
        "Designation Type": "Ship",
    },
)

OFSI = """\
Last Updated,26/01/2024,,,,
Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,DOB,Town of Birth,\
Country of Birth,Nationality,Passport Number,Passport Details,National Identification Number,\
National Identification Details,Position,Address 1,Address 2,Address 3,Address 4,Address 5,\
Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Alias Quality,Regime,\
Listed On,UK Sanctions List Date Designated,Last Updated,Group ID
ALPHA,Al,,,,,,,,,,,,,,,,,,,,,,,,,Individual,AKA,Good,Meridia,01/02/2011,31/12/2020,01/01/2024,77
MIDDLE,Mo,,,,,Dr,,(1) 00/00/1950. (2) 00/05/1951.,Port,Meridia,(1) Meridia. (2) Sylvania.,(1) A1 (2) \
B2,,,,(1) Minister of Finance (2) Governor of Sylvania,,,,,,,,,,Individual,Primary name,,Meridia,\
05/06/2012,31/12/2020,01/01/2024,78
OMEGA,Al,,,,,,,,,,,,,,,,,,,,,,,,,Individual,Primary name,,Meridia,01/02/2011,31/12/2020,01/01/2024,77
"""


def written(
    columns: Sequence[str], rows: Sequence[Mapping[str, str]], mark: str, before: str = ""
) -> str:
    """Write rows as CSV; a cell that is left out is blank."""
    text = StringIO()
    writer = csv.DictWriter(text, columns, restval="", delimiter=mark)
    writer.writeheader()
    writer.writerows(rows)
    return before + text.getvalue()


def eu_csv(*more: Mapping[str, str], rows: Sequence[Mapping[str, str]] = EU_ROWS) -> str:
    """Write the EU list as CSV, with rows of one's own after it."""
    return written(EU_COLUMNS, [*rows, *more], ";", "\ufeff")


def uk_csv(*more: Mapping[str, str], rows: Sequence[Mapping[str, str]] = UK_ROWS) -> str:
    """Write the UK list, with rows of one's own after it."""
    return written(UK_COLUMNS, [*rows, *more], ",", "Report Date: 23-Sep-2026\n")


def saved(folder: Path, text: str | bytes) -> Path:
    """Write a list under a name that says nothing."""
    path = folder / "list.dat"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path
