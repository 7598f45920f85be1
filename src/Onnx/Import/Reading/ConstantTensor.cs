namespace NetGen.Onnx.Import;

/// <summary>
/// A tensor whose values are known on import: a weight, or a number that shapes are computed with. Values are decoded when they are first asked for.
/// </summary>
internal sealed class ConstantTensor
{
    private readonly Lazy<float[]>? _floats;
    private readonly Lazy<long[]>? _integers;

    private ConstantTensor(string name, long[] dimensions, Lazy<float[]>? floats, Lazy<long[]>? integers)
    {
        (Name, Dimensions, _floats, _integers) = (name, dimensions, floats, integers);
        Length = Shapes.Length(dimensions);
    }

    /// <summary>Its name in the model; of a computed value, the name of the weight that it comes from, or an empty text.</summary>
    public string Name { get; }

    public long[] Dimensions { get; }

    public int Rank => Dimensions.Length;

    public long Length { get; }

    /// <summary>Whether it holds integers (or truth values) and not single-precision numbers.</summary>
    public bool IsInteger => _integers is not null;

    /// <summary>Its values, row by row; integers converted.</summary>
    public float[] Floats => _floats?.Value ?? Array.ConvertAll(_integers!.Value, value => (float)value);

    /// <summary>Its values, row by row; numbers truncated.</summary>
    public long[] Integers => _integers?.Value ?? Array.ConvertAll(_floats!.Value, Truncated);

    public static ConstantTensor Of(string name, long[] dimensions, float[] values) => new(name, dimensions, new(() => values), null);

    public static ConstantTensor Of(string name, long[] dimensions, long[] values) => new(name, dimensions, null, new(() => values));

    public static ConstantTensor OfFloats(string name, long[] dimensions, Func<float[]> read) => new(name, dimensions, new(read), null);

    public static ConstantTensor OfIntegers(string name, long[] dimensions, Func<long[]> read) => new(name, dimensions, null, new(read));

    /// <summary>A list of integers.</summary>
    public static ConstantTensor List(params long[] values) => Of("", [values.Length], values);

    /// <summary>The same values with other axes.</summary>
    public ConstantTensor Reshaped(long[] dimensions) => new(Name, dimensions, _floats, _integers);

    public ConstantTensor Renamed(string name) => new(name, Dimensions, _floats, _integers);

    /// <summary>The one value of a tensor with one element; null for others.</summary>
    public float? Scalar => Length == 1 ? Floats[0] : null;

    public override string ToString() => $"{Name} ({string.Join(", ", Dimensions)})";

    private static long Truncated(float value) =>
        float.IsNaN(value) ? 0 : value >= long.MaxValue ? long.MaxValue : value <= long.MinValue ? long.MinValue : (long)value;
}

/// <summary>Arithmetic of dimensions.</summary>
internal static class Shapes
{
    /// <summary>The product; the dimensions must have been checked.</summary>
    public static long Length(ReadOnlySpan<long> dimensions)
    {
        long length = 1;
        foreach (var extent in dimensions) length *= extent;
        return length;
    }

    /// <summary>What is wrong with the dimensions of a tensor, or null.</summary>
    public static string? Fault(ReadOnlySpan<long> dimensions)
    {
        if (dimensions.Length > Limits.Rank) return $"has {dimensions.Length} axes; {Limits.Rank} are allowed";
        long length = 1;
        foreach (var extent in dimensions)
        {
            if (extent < 0) return $"has a negative dimension, {extent}";
            if (extent > 0 && length > long.MaxValue / 16 / extent) return $"has the dimensions {Text(dimensions)}, whose product overflows";
            length *= Math.Max(extent, 1);
        }

        return null;
    }

    /// <summary>As in <c>(1, 3, 224, 224)</c>.</summary>
    public static string Text(ReadOnlySpan<long> dimensions) => $"({string.Join(", ", dimensions.ToArray())})";

    public static bool Same(ReadOnlySpan<long> a, ReadOnlySpan<long> b) => a.SequenceEqual(b);
}
