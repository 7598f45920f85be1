namespace NetGen;

/// <summary>Reads one tensor of a source and counts the values that are not finite.</summary>
internal sealed class TensorReader(ITensorSource source, TensorSpec spec)
{
    private long _nonFinite;
    private long _first = long.MaxValue;
    private float _firstValue;

    public TensorSpec Spec => spec;

    public bool IsFinite => _nonFinite == 0;

    /// <summary>One sentence about the values that are not finite, when there are any among those read so far.</summary>
    public string? Fault => IsFinite
        ? null
        : $"{Names.Quote(spec.Name)} has {_nonFinite} of {spec.Length} values that are not finite; "
            + $"the first is {Word(_firstValue)} at index {_first}, {Names.Shape(Coordinates())}.";

    /// <param name="start">The row-major index of the first element.</param>
    /// <param name="destination">Receives the elements.</param>
    /// <param name="count">Whether to look for values that are not finite; false for elements that have been read before.</param>
    public void Read(long start, Span<float> destination, bool count = true)
    {
        source.Read(spec.Name, start, destination);
        if (!count) return;
        for (int from = 0, next; (next = FiniteScan.IndexOfNonFinite(destination[from..])) >= 0; from += next + 1)
        {
            var index = start + from + next;
            _nonFinite++;
            if (index < _first) (_first, _firstValue) = (index, destination[from + next]);
        }
    }

    private static string Word(float value) => float.IsNaN(value) ? "NaN" : value > 0 ? "infinity" : "-infinity";

    private int[] Coordinates()
    {
        var coordinates = new int[spec.Shape.Length];
        var rest = _first;
        for (var axis = coordinates.Length - 1; axis >= 0; rest /= spec.Shape[axis--]) coordinates[axis] = (int)(rest % spec.Shape[axis]);
        return coordinates;
    }
}
