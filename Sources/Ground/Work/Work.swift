// Work that is done side by side.
