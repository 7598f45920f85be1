using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using NetGen.Benchmarks.Contention;
using NetGen.Benchmarks.FirstResult;
using NetGen.Benchmarks.Kernels;
using NetGen.Benchmarks.Layers;
using NetGen.Benchmarks.Peers;
using Perfolizer.Horology;

var json = new Option<FileInfo?>("--json") { Description = "Also write the results to this file." };
var only = new Option<string[]>("--only")
{
    Description = $"Run these networks, with commas between: {string.Join(", ", PeerCase.All.Select(network => network.Name))}.",
    CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
};
only.Validators.Add(result =>
{
    foreach (var name in result.GetValueOrDefault<string[]>() ?? [])
        if (PeerCase.All.All(network => network.Name != name)) result.AddError($"There is no network '{name}'. There are {string.Join(", ", PeerCase.All.Select(network => network.Name))}.");
});
var threads = new Option<int[]>("--threads")
{
    Description = "Numbers of threads, with commas between.",
    DefaultValueFactory = _ => [1, 2],
    CustomParser = result =>
    {
        var numbers = new List<int>();
        foreach (var text in result.Tokens.SelectMany(token => token.Value.Split(',')))
        {
            if (int.TryParse(text, out var number) && number is >= 1 and <= 1024) numbers.Add(number);
            else result.AddError($"'{text}' is no number of threads.");
        }

        return [.. numbers];
    },
};
var blocks = Blocks("Blocks of turns; the quietest counts.", 5);
var manyBlocks = Blocks("Blocks of turns; all count.", 15);

var peers = new Command("peers", "Compares NetGen with ONNX Runtime on the same networks, weights and inputs.") { json, only, threads, blocks };
peers.SetAction(parsed =>
{
    var names = parsed.GetValue(only) ?? [];
    var networks = PeerCase.All.Where(network => names.Length == 0 || names.Contains(network.Name)).ToArray();
    return PeersCommand.Run(networks, parsed.GetValue(threads)!, parsed.GetValue(blocks), parsed.GetValue(json));
});

var layers = new Command("layers", "Times the layers of each network one by one, as one call follows the other.") { only, threads, blocks };
layers.SetAction(parsed =>
{
    var names = parsed.GetValue(only) ?? [];
    LayersCommand.Run([.. PeerCase.All.Where(network => names.Length == 0 || names.Contains(network.Name))], parsed.GetValue(threads)!, parsed.GetValue(blocks));
});

var many = new Option<int>("--threads") { Description = "Threads of the calls that have more than one.", DefaultValueFactory = _ => Environment.ProcessorCount };
many.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() is < 1 or > 1024) result.AddError("There must be 1 to 1024 threads.");
});
var contention = new Command("contention", "Times networks beside a process that keeps a core busy, and as two calls at once.") { only, many, manyBlocks };
contention.SetAction(parsed =>
{
    var names = parsed.GetValue(only) ?? [];
    ContentionCommand.Run([.. PeerCase.All.Where(network => names.Length == 0 || names.Contains(network.Name))], parsed.GetValue(many), parsed.GetValue(manyBlocks));
});

var filter = new Argument<string[]>("filter") { Description = "Names of kernels, with wildcards.", Arity = ArgumentArity.ZeroOrMore };
var kernels = new Command("kernels", "Times the kernels one by one with BenchmarkDotNet.") { filter };
kernels.SetAction(parsed =>
{
    // In this process: what is timed was compiled by this project's own build.
    var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithIterationTime(TimeInterval.FromMilliseconds(200))).AddColumn(new PeakColumn());
    var patterns = parsed.GetValue(filter) is { Length: > 0 } stated ? stated : ["*"];
    BenchmarkSwitcher.FromTypes([typeof(KernelBenchmarks)]).Run(["--filter", .. patterns], config);
});

var core = new Argument<int>("core");
var busy = new Command(BusyCore.Command) { core };
busy.Hidden = true;
busy.SetAction(parsed => BusyCore.Run(parsed.GetRequiredValue(core)));

var processes = new Option<int>("--count") { Description = "Processes of each program.", DefaultValueFactory = _ => 15 };
processes.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() < 1) result.AddError("There must be at least one process.");
});
var noBuild = new Option<bool>("--no-build") { Description = "Take the package and the programs as they were built last." };
var firstResult = new Command("first-result", "Times whole processes, from their start to the first answer, with the packed package and with ONNX Runtime.") { processes, noBuild };
firstResult.SetAction(parsed => FirstResultCommand.Run(parsed.GetValue(processes), !parsed.GetValue(noBuild)));

// What the comparison starts in processes of their own.
var (network, engine, path) = (new Argument<string>("network"), new Argument<string>("engine"), new Argument<string>("path"));
var (count, inputs, outputs) = (new Argument<int>("threads"), new Argument<int>("inputs"), new Argument<int>("outputs"));
var start = new Command(StartMeasurement.Command) { network, engine, path, count, inputs, outputs };
start.Hidden = true;
start.SetAction(parsed => StartMeasurement.Run(
    parsed.GetRequiredValue(network),
    parsed.GetRequiredValue(engine),
    parsed.GetRequiredValue(path),
    parsed.GetRequiredValue(count),
    parsed.GetRequiredValue(inputs),
    parsed.GetRequiredValue(outputs)));

return new RootCommand("Benchmarks of NetGen.") { peers, layers, contention, kernels, firstResult, busy, start }.Parse(args).Invoke();

static Option<int> Blocks(string description, int count)
{
    var option = new Option<int>("--blocks") { Description = description, DefaultValueFactory = _ => count };
    option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1) result.AddError("There must be at least one block.");
    });
    return option;
}
