"""Small invented lists in the forms that are imported; nobody in them is anybody."""

from pathlib import Path

SDN = """\
101,"DOE, John","individual","ALPHA] [BETA","Former Minister of Finance",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 31 Jan 1939; alt. DOB circa 1940; POB Springfield, Freedonia; nationality Freedonia; alt. nationality Sylvania; citizen Freedonia; Gender Male; Passport X123 (Freedonia) issued 01 Jan 2001; Former Minister of Finance; a.k.a. 'THE DOE'; Linked To: ACME, S.A.; collects stamps."
102,"ACME, S.A.",-0- ,"ALPHA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0-
103,"SEA BIRD","vessel","ALPHA",-0- ,-0- ,-0- ,-0- ,-0- ,"Freedonia",-0- ,-0-
104,"ROE, Jane","individual","BETA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 30 Feb 1950; alt. DOB 1951"
"""
ALT = """\
101,1,"aka","DOE, Johnny",-0-
101,2,"fka","ROW, John",-0-
102,3,"aka","ACME",-0-
"""
ADD = """\
101,1,"1 Main Street","Springfield","Freedonia",-0-
102,2,-0- ,-0- ,"Freedonia",-0-
104,3,-0- ,-0- ,-0- ,-0-
"""
COMMENTS = '101," continued; Gender Male"\n'

UN = """\
<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z"><INDIVIDUALS>
<INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>JOHN</FIRST_NAME><SECOND_NAME>DOE</SECOND_NAME>
<UN_LIST_TYPE>Freedonia</UN_LIST_TYPE><REFERENCE_NUMBER>FRi.001</REFERENCE_NUMBER>
<LISTED_ON>2012-12-31</LISTED_ON><GENDER>Male</GENDER>
<DESIGNATION><VALUE>Minister of Finance</VALUE></DESIGNATION>
<NATIONALITY><VALUE>Freedonia</VALUE></NATIONALITY>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>The Doe</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ADDRESS><COUNTRY>Sylvania</COUNTRY></INDIVIDUAL_ADDRESS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1960</YEAR>
</INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1963</FROM_YEAR>
<TO_YEAR>1965</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>X1</NUMBER>
<ISSUING_COUNTRY>Freedonia</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT></INDIVIDUAL>
<INDIVIDUAL><DATAID>2</DATAID><FIRST_NAME>JANE</FIRST_NAME><LISTED_ON>2012-02-31</LISTED_ON>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>April 1963 </NOTE>
</INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUAL>
</INDIVIDUALS><ENTITIES><ENTITY><DATAID>3</DATAID><FIRST_NAME>ACME</FIRST_NAME></ENTITY>
</ENTITIES></CONSOLIDATED_LIST>
"""

SDN_XML = """\
<?xml version="1.0" standalone="yes"?>
<sdnList xmlns="http://tempuri.org/sdnList.xsd">
<publshInformation><Publish_Date>01/31/2019</Publish_Date></publshInformation>
<sdnEntry><uid>101</uid><firstName>John</firstName><lastName>DOE</lastName>
<title>Former Minister of Finance</title><sdnType>Individual</sdnType>
<remarks>(Linked To: ACME)</remarks>
<programList><program>ALPHA</program><program>BETA</program></programList>
<idList><id><uid>1</uid><idType>Gender</idType><idNumber>Male</idNumber></id>
<id><uid>2</uid><idType>Passport</idType><idNumber>X123</idNumber>
<idCountry>Freedonia</idCountry></id></idList>
<akaList><aka><uid>3</uid><type>a.k.a.</type><category>weak</category><lastName>THE DOE</lastName>
</aka></akaList>
<addressList><address><uid>4</uid><city>Springfield</city><country>Freedonia</country></address>
</addressList>
<nationalityList><nationality><country>Freedonia</country></nationality></nationalityList>
<dateOfBirthList><dateOfBirthItem><dateOfBirth>circa 1940</dateOfBirth></dateOfBirthItem>
<dateOfBirthItem><dateOfBirth>31 Jan 1939</dateOfBirth></dateOfBirthItem></dateOfBirthList>
</sdnEntry>
<sdnEntry><uid>102</uid><lastName>ACME</lastName><sdnType>Entity</sdnType></sdnEntry>
<sdnEntry><uid>103</uid><lastName>X</lastName><sdnType>Wizard</sdnType></sdnEntry>
</sdnList>
"""


def trio(folder: Path, sdn: str | bytes = SDN, **more: str | bytes) -> list[Path]:
    """Write the files of an OFAC list under names that say nothing."""
    given = {"one": sdn, **more}
    paths = []
    for name, text in given.items():
        path = folder / f"{name}.txt"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        paths.append(path)
    return paths


def un_list(folder: Path, text: str | bytes = UN) -> Path:
    """Write a UN list."""
    path = folder / "list.dat"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path
