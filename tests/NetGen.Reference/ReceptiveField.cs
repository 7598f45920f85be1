namespace NetGen.Reference;

/// <summary>What a stack of layers reads along one axis, found by marking the inputs that influence an output.</summary>
/// <param name="Size">R: pixels from the first to the last input of an output, the largest over the phases.</param>
/// <param name="StrideInputs">Inputs from one period of outputs to the next; S is this over <paramref name="StrideOutputs"/>.</param>
/// <param name="StrideOutputs">The period: 1 unless the stack upsamples.</param>
/// <param name="Padding">P: pixels that output 0 reads before the first of the image.</param>
/// <param name="Phases">The first and last input of each output of a period; null for an output that reads none.</param>
public sealed record ReceptiveField(
    int Size, int StrideInputs, int StrideOutputs, int Padding, IReadOnlyList<(int First, int Last)?> Phases)
{
    /// <summary>The inputs that influence any of a set of outputs of an endless map.</summary>
    /// <param name="layers">The layers, first to last.</param>
    /// <param name="outputs">The outputs.</param>
    public static SortedSet<int> Inputs(IReadOnlyList<SpatialLayer> layers, IEnumerable<int> outputs)
    {
        var marked = new SortedSet<int>(outputs);
        foreach (var layer in layers.Reverse()) marked = new SortedSet<int>(marked.SelectMany(layer.Inputs));
        return marked;
    }

    /// <summary>The first and last input that the outputs <paramref name="first"/> … <paramref name="last"/> read; null for none.</summary>
    /// <param name="layers">The layers, first to last.</param>
    /// <param name="first">The first output.</param>
    /// <param name="last">The last output.</param>
    public static (int First, int Last)? Range(IReadOnlyList<SpatialLayer> layers, int first, int last)
    {
        var marked = Inputs(layers, Enumerable.Range(first, last - first + 1));
        return marked.Count == 0 ? null : (marked.Min, marked.Max);
    }

    /// <summary>The receptive field of a stack.</summary>
    /// <param name="layers">The layers, first to last.</param>
    /// <exception cref="ArgumentException">Output 0 reads nothing, or the outputs' inputs do not recur.</exception>
    public static ReceptiveField Of(IReadOnlyList<SpatialLayer> layers)
    {
        var longest = layers.Aggregate(1, (product, layer) => product * layer.Scale);
        var marked = Enumerable.Range(0, 2 * longest).Select(output => Inputs(layers, [output])).ToArray();
        if (marked[0].Count == 0) throw new ArgumentException("Output 0 reads no input.");
        for (var period = 1; period <= longest; period++)
        {
            if (marked[period].Count == 0) continue;
            var shift = marked[period].Min - marked[0].Min;
            var recurs = Enumerable.Range(0, longest).All(output =>
                marked[output + period].SetEquals(marked[output].Select(input => input + shift)));
            if (!recurs) continue;
            var phases = marked.Take(period).Select(set => set.Count == 0 ? ((int First, int Last)?)null : (set.Min, set.Max)).ToArray();
            return new(phases.Max(phase => phase is { } p ? p.Last - p.First + 1 : 0), shift, period, -marked[0].Min, phases);
        }

        throw new ArgumentException($"The inputs of {longest} successive outputs do not recur: the branches have different strides.");
    }
}
