using NetGen.Tool;

return CommandLine.Run(args, Terminal.Standard());
