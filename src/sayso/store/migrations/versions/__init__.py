"""One module per schema version; revision ids are numbers of four digits, so that older and newer can be told apart."""
