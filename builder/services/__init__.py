"""The services that know papers: the only part of the program that asks the network."""
