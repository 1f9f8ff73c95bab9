// The only room that knows which system this is: files, streams, processes, clocks, terminals.
