// Prints a line like those of the programs beside this one, and computes nothing: what .NET itself takes.
Console.WriteLine($"{args.Length}: {0.25:F4}");
