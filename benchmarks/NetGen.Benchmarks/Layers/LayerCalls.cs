using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using NetGen.Benchmarks.Peers;

namespace NetGen.Benchmarks.Layers;

/// <summary>The generated methods of a network of one size, a layer or fused group each, in the order in which Forward calls them.</summary>
internal sealed partial class LayerCalls
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly;

    private readonly object _network;
    private readonly float[][] _maps;
    private readonly float[] _scratch;

    /// <summary>Takes a network apart.</summary>
    /// <param name="network">An instance of a network class whose input has one size.</param>
    /// <param name="mostThreads">The most threads that it will be called with.</param>
    public LayerCalls(object network, int mostThreads)
    {
        _network = network;
        var type = network.GetType();
        var lengths = new List<int> { (int)type.GetField("InputLength")!.GetRawConstantValue()! };
        foreach (var cells in Rows((string)type.GetProperty("Summary")!.GetValue(null)!))
        {
            var method = Array.Find(type.GetMethods(Declared), method => string.Equals(method.Name, cells[0], StringComparison.OrdinalIgnoreCase) && IsLayer(method));
            var length = cells[2].Split('×').Aggregate(1, (product, size) => checked(product * int.Parse(size, CultureInfo.InvariantCulture)));
            if (method is null)
            {
                // What is done within the method of a layer before leaves that one's output in its own shape; within one after, that one reads what came before.
                if (All.Count > 0 && cells[^1] == "in " + All[^1].Name) lengths[^1] = length;
                continue;
            }

            var call = method.GetParameters().Length == 2
                ? Plain(method.CreateDelegate<Forward>(network))
                : WithScratch(method.CreateDelegate<ScratchLayer>(network));
            All.Add((cells[0], cells[^1], call));
            lengths.Add(length);
        }

        _maps = [.. lengths.Select(Filled)];
        _scratch = new float[checked((int)((long)type.GetField("WorkspaceBytes")!.GetRawConstantValue()! / sizeof(float) * mostThreads))];
    }

    private delegate void ScratchLayer(ReadOnlySpan<float> x, Span<float> y, Span<float> scratch, int threads);

    /// <summary>The layer's name, its kernel, and a call of it for a number of threads.</summary>
    public List<(string Name, string Kernel, Action<int> Run)> All { get; } = [];

    /// <summary>Sets how many threads the next calls use.</summary>
    public void Use(int threads) => _network.GetType().GetProperty("Threads")!.SetValue(_network, threads);

    private Action<int> Plain(Forward layer)
    {
        var index = All.Count;
        return _ => layer(_maps[index], _maps[index + 1]);
    }

    private Action<int> WithScratch(ScratchLayer layer)
    {
        var index = All.Count;
        return threads => layer(_maps[index], _maps[index + 1], _scratch, threads);
    }

    private static bool IsLayer(MethodInfo method) =>
        method.IsPrivate && method.GetParameters() is [var x, var y, ..] && x.ParameterType == typeof(ReadOnlySpan<float>) && y.ParameterType == typeof(Span<float>);

    // Header, rule, the input's row, then the layers up to an empty line.
    private static IEnumerable<string[]> Rows(string summary) => summary.Split('\n').Skip(3).TakeWhile(line => line.Length > 0).Select(line => Gap().Split(line));

    private static float[] Filled(int length)
    {
        var random = new Random(3);
        var values = new float[length];
        for (var i = 0; i < length; i++) values[i] = (random.NextSingle() * 2) - 1;
        return values;
    }

    [GeneratedRegex(@"\s{2,}")]
    private static partial Regex Gap();
}
