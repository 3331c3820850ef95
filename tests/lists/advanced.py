"""An invented list in the form of OFAC's Advanced XML, and what stands in it by number."""

NAMESPACE = "http://www.un.org/sanctions/1.0"
SETS = """
<AliasTypeValues><AliasType ID="1400">A.K.A.</AliasType><AliasType ID="1401">F.K.A.</AliasType>
  <AliasType ID="1403">Name</AliasType></AliasTypeValues>
<CalendarTypeValues><CalendarType ID="1">Gregorian</CalendarType>
  <CalendarType ID="2">Islamic</CalendarType></CalendarTypeValues>
<CountryValues><Country ID="1" ISO2="MR">Meridia</Country><Country ID="2">Calverq</Country></CountryValues>
<DetailReferenceValues><DetailReference ID="91526">Male</DetailReference></DetailReferenceValues>
<FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType><FeatureType ID="9">Place of Birth</FeatureType>
  <FeatureType ID="10">Nationality Country</FeatureType><FeatureType ID="11">Citizenship Country</FeatureType>
  <FeatureType ID="25">Location</FeatureType><FeatureType ID="26">Title</FeatureType>
  <FeatureType ID="224">Gender</FeatureType><FeatureType ID="21">Email Address</FeatureType>
  <FeatureType ID="504">Secondary sanctions risk:</FeatureType></FeatureTypeValues>
<IDRegDocTypeValues><IDRegDocType ID="1571">Passport</IDRegDocType></IDRegDocTypeValues>
<LegalBasisValues><LegalBasis ID="1809">Executive Order 99999 (Meridia)</LegalBasis></LegalBasisValues>
<ListValues><List ID="1550">SDN List</List></ListValues>
<LocPartTypeValues><LocPartType ID="1451">ADDRESS1</LocPartType><LocPartType ID="1454">CITY</LocPartType>
  <LocPartType ID="1456">POSTAL CODE</LocPartType></LocPartTypeValues>
<NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType>
  <NamePartType ID="1521">First Name</NamePartType></NamePartTypeValues>
<PartySubTypeValues><PartySubType ID="1" PartyTypeID="4">Vessel</PartySubType>
  <PartySubType ID="3" PartyTypeID="2">Unknown</PartySubType>
  <PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>
<PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="2">Entity</PartyType>
  <PartyType ID="4">Transport</PartyType></PartyTypeValues>
<RelationTypeValues><RelationType ID="15001">Acting for or on behalf of</RelationType></RelationTypeValues>
<SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType><SanctionsType ID="2">Block</SanctionsType>
</SanctionsTypeValues>
<ScriptValues><Script ID="215">Latin</Script><Script ID="220">Cyrillic</Script></ScriptValues>
"""


def day(text: str) -> str:
    """Write a day in its three parts."""
    year, month, date = text.split("-")
    return f"<Year>{year}</Year><Month>{int(month)}</Month><Day>{int(date)}</Day>"


def period(first: str, last: str, *, circa: bool = False) -> str:
    """Write a period as its four days."""
    mark = f' Approximate="{"true" if circa else "false"}"'
    start, end = (f"<From>{day(d)}</From><To>{day(d)}</To>" for d in (first, last))
    return f'<DatePeriod CalendarTypeID="1"><Start{mark}>{start}</Start><End{mark}>{end}</End></DatePeriod>'


def feature(kind: int, inside: str) -> str:
    """Write a feature with one version."""
    return f'<Feature FeatureTypeID="{kind}"><FeatureVersion ID="1">{inside}</FeatureVersion></Feature>'


def detail(text: str, reference: str = "") -> str:
    """Write a detail: a text, or a reference to a numbered one."""
    given = f' DetailReferenceID="{reference}"' if reference else ""
    return f"<VersionDetail{given}>{text}</VersionDetail>"


def alias(last: str, first: str = "", *, kind: int = 1403, primary: bool = False,
          weak: bool = False, script: int = 215) -> str:  # fmt: skip
    """Write a name in two parts, of which the last stands first."""
    parts = "".join(
        f'<DocumentedNamePart><NamePartValue NamePartGroupID="{group}" ScriptID="{script}">{text}'
        "</NamePartValue></DocumentedNamePart>"
        for group, text in ((1, last), (2, first)) if text
    )  # fmt: skip
    marks = (
        f'AliasTypeID="{kind}" Primary="{str(primary).lower()}" LowQuality="{str(weak).lower()}"'
    )
    return f"<Alias {marks}><DocumentedName>{parts}</DocumentedName></Alias>"


def party(number: str, names: str, *features: str, kind: int = 4, comment: str = "") -> str:
    """Write a party with its profile and identity, which have its number."""
    groups = (
        '<NamePartGroups><MasterNamePartGroup><NamePartGroup ID="1" NamePartTypeID="1520"/>'
        '</MasterNamePartGroup><MasterNamePartGroup><NamePartGroup ID="2" NamePartTypeID="1521"/>'
        "</MasterNamePartGroup></NamePartGroups>"
    )
    return (
        f'<DistinctParty FixedRef="{number}"><Profile ID="{number}" PartySubTypeID="{kind}">'
        f"<Comment>{comment}</Comment>"
        f'<Identity ID="{number}" Primary="true">{names}{groups}</Identity>{"".join(features)}'
        "</Profile></DistinctParty>"
    )


def entry(profile: str, listed: str, *programs: str, basis: str = "1809") -> str:
    """Write when, why and under which programmes a profile was listed."""
    measures = "".join(
        f'<SanctionsMeasure SanctionsTypeID="1"><Comment>{p}</Comment></SanctionsMeasure>'
        for p in programs
    )
    return (
        f'<SanctionsEntry ProfileID="{profile}" ListID="1550"><EntryEvent LegalBasisID="{basis}">'
        f'<Date>{day(listed)}</Date></EntryEvent><SanctionsMeasure SanctionsTypeID="2">'
        f"<Comment/></SanctionsMeasure>{measures}</SanctionsEntry>"
    )


def whole(parties: str, entries: str = "", relations: str = "", before: str = "") -> str:
    """Write the list around its parties."""
    return f"""<?xml version="1.0" encoding="utf-8"?>
<Sanctions xmlns="{NAMESPACE}" Version="1">
<DateOfIssue CalendarTypeID="1">{day("2019-06-30")}</DateOfIssue>
<ReferenceValueSets>{SETS}</ReferenceValueSets>
{before}
<DistinctParties>{parties}</DistinctParties>
<ProfileRelationships>{relations}</ProfileRelationships>
<SanctionsEntries>{entries}</SanctionsEntries>
</Sanctions>
"""


PLACES = """<Locations><Location ID="7"><LocationCountry CountryID="1"/>
<LocationPart LocPartTypeID="1451"><LocationPartValue><Value>12 Lighthouse Walk</Value></LocationPartValue></LocationPart>
<LocationPart LocPartTypeID="1454"><LocationPartValue><Value>Ostrelq</Value></LocationPartValue></LocationPart>
</Location><Location ID="8"><LocationCountry CountryID="1"/></Location></Locations>
<IDRegDocuments><IDRegDocument IDRegDocTypeID="1571" IdentityID="101" IssuedBy-CountryID="1">
<IDRegistrationNo>M0042117</IDRegistrationNo></IDRegDocument></IDRegDocuments>"""
DOE = party(
    "101",
    alias("DOE", "John", primary=True)
    + alias("ДОУ", "Джон", primary=True, script=220)
    + alias("DOE", "Johnny", kind=1400)
    + alias("THE DOE", kind=1400, weak=True),
    feature(8, period("1939-01-31", "1939-01-31")),
    feature(8, period("1940-01-01", "1940-12-31", circa=True)),
    feature(9, detail("Ostrelq, Meridia")),
    feature(10, '<VersionLocation LocationID="8"/>'),
    feature(224, detail("", "91526")),
    feature(25, '<VersionLocation LocationID="7"/>'),
    feature(26, detail("Minister of Defense")),
    feature(21, detail("doe@example.org")),
    feature(504, detail("section 1")),
)
FIRM = party("107", alias("KELMUR DREDGING", primary=True), kind=3)
SHIP = party("108", alias("HERON", primary=True), kind=1)
LINK = '<ProfileRelationship From-ProfileID="101" To-ProfileID="107" RelationTypeID="15001" Former="false"/>'
LIST = whole(DOE + FIRM + SHIP, entry("101", "2015-03-09", "MERIDIA", "SDNTK"), LINK, PLACES)
