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
    private readonly (int First, int Second)[] _reads;
    private readonly float[] _scratch;

    /// <summary>Takes a network apart.</summary>
    /// <param name="network">An instance of a network class whose input has one size.</param>
    /// <param name="mostThreads">The most threads that it will be called with.</param>
    public LayerCalls(object network, int mostThreads)
    {
        _network = network;
        var type = network.GetType();
        List<int> lengths = [(int)type.GetField("InputLength")!.GetRawConstantValue()!];
        var rows = Rows((string)type.GetProperty("Summary")!.GetValue(null)!).ToList();
        foreach (var cells in rows)
        {
            var method = Array.Find(type.GetMethods(Declared), method => IsLayer(method, cells[0]));
            var joined = cells[^1].Split(" into ") is [_, var name] ? rows.Find(row => row[0] == name) : null;
            var length = (joined ?? cells)[2].Split('×').Aggregate(1, (product, size) => checked(product * int.Parse(size, CultureInfo.InvariantCulture)));
            if (method is null)
            {
                // What is done within the method of a layer before leaves that one's output in its own shape, unless it goes into a larger map; within one after, that one
                // reads what came before.
                if (All.Count > 0 && cells[^1] == "in " + All[^1].Name && !All[^1].Kernel.Contains(" into ", StringComparison.Ordinal)) lengths[^1] = length;
                continue;
            }

            All.Add((cells[0], cells[^1], CallOf(method)));
            lengths.Add(length);
        }

        _maps = [.. lengths.Select(Filled)];
        _reads = new (int, int)[All.Count];
        _scratch = new float[checked((int)((long)type.GetField("WorkspaceBytes")!.GetRawConstantValue()! / sizeof(float) * mostThreads))];
        for (var layer = 0; layer < All.Count; layer++) FindInputs(layer);
        if (type.GetMethod("Forward", [typeof(ReadOnlySpan<float>), typeof(Span<float>)]) is { } whole)
        {
            var forward = whole.CreateDelegate<Forward>(network);
            Whole = () => forward(_maps[0], _maps[^1]);
        }
    }

    private delegate void ScratchLayer(ReadOnlySpan<float> x, Span<float> y, Span<float> scratch, int threads);

    private delegate void Join(ReadOnlySpan<float> x, ReadOnlySpan<float> added, Span<float> y);

    private delegate void ScratchJoin(ReadOnlySpan<float> x, ReadOnlySpan<float> added, Span<float> y, Span<float> scratch, int threads);

    /// <summary>The layer's name, its kernel, and a call of it for a number of threads.</summary>
    public List<(string Name, string Kernel, Action<int> Run)> All { get; } = [];

    /// <summary>A call of the whole network; null where it has several outputs.</summary>
    public Action? Whole { get; }

    /// <summary>Sets how many threads the next calls use.</summary>
    public void Use(int threads) => _network.GetType().GetProperty("Threads")!.SetValue(_network, threads);

    private Action<int> CallOf(MethodInfo method)
    {
        var index = All.Count;
        switch (method.GetParameters().Length)
        {
            case 2:
                var plain = method.CreateDelegate<Forward>(_network);
                return _ => plain(_maps[_reads[index].First], _maps[index + 1]);
            case 3:
                var join = method.CreateDelegate<Join>(_network);
                return _ => join(_maps[_reads[index].First], _maps[_reads[index].Second], _maps[index + 1]);
            case 4:
                var withScratch = method.CreateDelegate<ScratchLayer>(_network);
                return threads => withScratch(_maps[_reads[index].First], _maps[index + 1], _scratch, threads);
            default:
                var joinWithScratch = method.CreateDelegate<ScratchJoin>(_network);
                return threads => joinWithScratch(_maps[_reads[index].First], _maps[_reads[index].Second], _maps[index + 1], _scratch, threads);
        }
    }

    // Which of the maps before it a layer reads is not told, but it refuses those of other sizes: the nearest that it takes. What is added to an output is written
    // over it in most networks: so it is here.
    private void FindInputs(int layer)
    {
        ArgumentException? refusal = null;
        for (var first = layer; first >= 0; first--)
        {
            for (var second = layer + 1; second >= 0; second--)
            {
                _reads[layer] = (first, second);
                try
                {
                    All[layer].Run(1);
                    return;
                }
                catch (ArgumentException exception)
                {
                    refusal = exception;
                }
            }
        }

        throw new InvalidOperationException($"No maps before it fit '{All[layer].Name}'.", refusal);
    }

    private static bool IsLayer(MethodInfo method, string name) =>
        string.Equals(method.Name, string.Concat(name.Split('.', '_')), StringComparison.OrdinalIgnoreCase)
        && method.IsPrivate
        && method.GetParameters() is [var x, .., var last]
        && x.ParameterType == typeof(ReadOnlySpan<float>)
        && (last.ParameterType == typeof(Span<float>) || last.Name == "threads")
        && method.GetParameters().Count(parameter => parameter.ParameterType == typeof(ReadOnlySpan<float>)) <= 2;

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
