"""One answer, several skins: what is shown is worded here and decided nowhere here."""
