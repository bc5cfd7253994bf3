"""How the table of rarity is made, and how the weights of likeness were fitted."""
