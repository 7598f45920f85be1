return DigitFinder.CommandLine.Run(args, Console.Out, Console.Error);
