using System.Collections.Immutable;
using System.Text;

namespace NetGen.Onnx.Import;

/// <summary>
/// Finds layers that follow one another in the same way several times: with the same arguments, one map that they read from outside, and one that is
/// read outside.
/// </summary>
internal sealed class BlockFinder
{
    // Beyond this, networks are not read by people, and looking would take time with the square of their length.
    private const int MostLayers = 2000;
    private const int MostInBlock = 200;

    private readonly Layer[] _layers;
    private readonly HashSet<Layer> _outputs;
    private readonly Dictionary<Layer, int> _places = [];
    private readonly int[] _lastReader;
    private readonly string[] _signatures;
    private readonly bool[] _taken;

    private BlockFinder(Layer[] layers, IEnumerable<Layer> outputs)
    {
        (_layers, _outputs, _taken) = (layers, [.. outputs], new bool[layers.Length]);
        for (var i = 0; i < layers.Length; i++) _places[layers[i]] = i;
        _lastReader = new int[layers.Length];
        for (var i = 0; i < layers.Length; i++)
        {
            foreach (var input in layers[i].Inputs)
            {
                if (_places.TryGetValue(input, out var place)) _lastReader[place] = i;
            }
        }

        _signatures = [.. layers.Select(Signature)];
    }

    /// <summary>Finds blocks; a layer is in one at most.</summary>
    /// <param name="layers">The layers in source order.</param>
    /// <param name="outputs">The layers whose maps the network returns.</param>
    public static IReadOnlyList<BlockRun> Find(IEnumerable<Layer> layers, IEnumerable<Layer> outputs)
    {
        var all = layers.ToArray();
        if (all.Length is < 4 or > MostLayers) return [];
        var finder = new BlockFinder(all, outputs);
        var found = new List<BlockRun>();
        while (finder.Best() is { } best)
        {
            found.Add(best);
            foreach (var start in best.Starts) Array.Fill(finder._taken, true, start, best.Length);
        }

        return found;
    }

    private BlockRun? Best()
    {
        BlockRun? best = null;
        for (var length = 2; length <= Math.Min(_layers.Length / 2, MostInBlock); length++)
        {
            var starts = new Dictionary<string, List<int>>(StringComparer.Ordinal);
            for (var start = 0; start + length <= _layers.Length; start++)
            {
                if (Describe(start, length) is not { } text) continue;
                if (!starts.TryGetValue(text, out var list)) starts[text] = list = [];
                if (list.Count == 0 || list[^1] + length <= start) list.Add(start);
            }

            foreach (var list in starts.Values)
            {
                if (list.Count < 2) continue;
                var run = new BlockRun([.. list], length, Prefixes(list, length));
                if (IsWorthwhile(run) && (best is null || Gain(run) > Gain(best))) best = run;
            }
        }

        return best;
    }

    // A block of one line would be no shorter; one of two pays if it is used often.
    private bool IsWorthwhile(BlockRun run)
    {
        var lines = Enumerable.Range(run.Starts[0], run.Length).Count(i => _layers[i].Weights.Length > 0 && _layers[i].Kind != "BatchNorm" || _layers[i].Inputs.Length > 1);
        return lines >= 3 || (lines == 2 && run.Starts.Length >= 4);
    }

    /// <summary>The layers that need not be written; those whose names the model has in common first.</summary>
    private static int Gain(BlockRun run) => ((run.Starts.Length - 1) * run.Length * 4) + (run.Prefixes is null ? 0 : 3);

    /// <summary>What a run of layers does, apart from names; null if it is no block.</summary>
    private string? Describe(int start, int length)
    {
        // A block begins with a layer that has weights: of all the turns of a pattern, that is where one would cut it.
        var end = start + length;
        if (_layers[start].Weights.Length == 0 || _layers[start].Kind == "BatchNorm") return null;
        Layer? entry = null;
        var text = new StringBuilder();
        for (var i = start; i < end; i++)
        {
            if (_taken[i]) return null;
            var layer = _layers[i];
            if (i < end - 1 && (_lastReader[i] >= end || _outputs.Contains(layer))) return null;
            text.Append(_signatures[i]);
            foreach (var input in layer.Inputs)
            {
                if (_places.TryGetValue(input, out var place) && place >= start)
                {
                    text.Append(i - place).Append(' ');
                    continue;
                }

                entry ??= input;
                if (entry != input) return null;
                text.Append("in ");
            }

            text.Append('\n');
        }

        // What only the last layer's predecessor reads would leave the block's end unread within it.
        return entry is null ? null : $"{entry.Output.Channels}\n{text}";
    }

    private static string Signature(Layer layer) =>
        $"{layer.Kind}({string.Join(',', layer.Arguments)};{string.Join(',', layer.Options.Select(option => $"{option.Name}={option.Value}"))};"
        + $"{string.Join(',', layer.Weights.Select(weight => $"{weight.Suffix}[{string.Join('x', weight.Shape)}]"))}) ";

    /// <summary>The prefixes that the model's names have in each place, if what follows them is the same; null otherwise.</summary>
    private ImmutableArray<string>? Prefixes(List<int> starts, int length)
    {
        var prefixes = ImmutableArray.CreateBuilder<string>();
        string?[]? first = null;
        foreach (var start in starts)
        {
            string?[] names = [.. Enumerable.Range(start, length).Select(i => _layers[i].Name)];
            if (Common(names) is not { } prefix) return null;
            string?[] rest = [.. names.Select(name => name?[(prefix.Length + 1)..])];
            if (first is not null && !first.SequenceEqual(rest)) return null;
            first ??= rest;
            prefixes.Add(prefix);
        }

        return prefixes.Distinct().Count() == prefixes.Count ? prefixes.ToImmutable() : null;
    }

    /// <summary>What all names begin with before a dot.</summary>
    private static string? Common(string?[] names)
    {
        string? common = null;
        foreach (var name in names.OfType<string>())
        {
            var dot = name.LastIndexOf('.');
            if (dot <= 0) return null;
            var prefix = name[..dot];
            if (common is null) common = prefix;
            while (common.Length > 0 && !$"{prefix}.".StartsWith($"{common}.", StringComparison.Ordinal)) common = common.LastIndexOf('.') is var cut and > 0 ? common[..cut] : "";
            if (common.Length == 0) return null;
        }

        return common;
    }
}

/// <summary>A block and where it is.</summary>
/// <param name="Starts">The number of its first layer in each place.</param>
/// <param name="Length">How many layers it has.</param>
/// <param name="Prefixes">What the names in each place have in common; null if the model has no such names.</param>
internal sealed record BlockRun(ImmutableArray<int> Starts, int Length, ImmutableArray<string>? Prefixes);
