"""The commands by which astronomy's bibliographies (ADS) name journals, as AASTeX defines them."""

from __future__ import annotations

_COMMANDS = """
aap Astronomy & Astrophysics
aapr Astronomy & Astrophysics Review
aaps Astronomy & Astrophysics Supplement Series
actaa Acta Astronomica
aj The Astronomical Journal
ao Applied Optics
apj The Astrophysical Journal
apjl The Astrophysical Journal Letters
apjlett The Astrophysical Journal Letters
apjs The Astrophysical Journal Supplement Series
apjsupp The Astrophysical Journal Supplement Series
applopt Applied Optics
apss Astrophysics and Space Science
araa Annual Review of Astronomy and Astrophysics
astap Astronomy & Astrophysics
baas Bulletin of the American Astronomical Society
gca Geochimica et Cosmochimica Acta
grl Geophysical Research Letters
icarus Icarus
jcap Journal of Cosmology and Astroparticle Physics
jcp The Journal of Chemical Physics
jgr Journal of Geophysical Research
jqsrt Journal of Quantitative Spectroscopy and Radiative Transfer
mnras Monthly Notices of the Royal Astronomical Society
na New Astronomy
nar New Astronomy Reviews
nat Nature
nphysa Nuclear Physics A
pasa Publications of the Astronomical Society of Australia
pasj Publications of the Astronomical Society of Japan
pasp Publications of the Astronomical Society of the Pacific
physrep Physics Reports
planss Planetary and Space Science
pra Physical Review A
prb Physical Review B
prc Physical Review C
prd Physical Review D
pre Physical Review E
prl Physical Review Letters
procspie Proceedings of SPIE
psj The Planetary Science Journal
skytel Sky & Telescope
solphys Solar Physics
sovast Soviet Astronomy
ssr Space Science Reviews
"""

JOURNAL_COMMANDS = {
    f"\\{command}": name
    for command, _, name in (line.partition(" ") for line in _COMMANDS.strip().splitlines())
}
"""The names by command: `\\apj`."""
