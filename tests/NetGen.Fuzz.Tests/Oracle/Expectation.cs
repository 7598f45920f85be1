using System.Collections.Immutable;
using NetGen.Reference;

namespace NetGen.Fuzz.Tests;

/// <summary>
/// What a network should give, and how far single precision may be from it. The bound is measured, not derived: the oracle runs again with every layer's output
/// off by as much as its kernel's contract allows, and the output may be off by a multiple of what that does. So a chain that amplifies errors, such as a
/// normalisation of a nearly constant map, is allowed what it amplifies and no other is.
/// </summary>
/// <param name="Value">The output.</param>
/// <param name="Allowed">The largest error, absolute.</param>
/// <param name="IsComparable">Whether every value on the way is one that single precision can hold, and square.</param>
internal sealed record Expectation(Map Value, double Allowed, bool IsComparable)
{
    // Of the root mean square of a layer's output. Convolutions: the documentation of Precision. The others: a few roundings, of 6e-8 each, and those of a mean.
    private const double FastConvolution = 6e-5;
    private const double StrictConvolution = 1e-5;
    private const double OtherLayer = 2e-6;

    // The errors drawn are uniform, and two draws are a small sample of all directions.
    private const double Margin = 8;

    private const double Largest = 1e15;

    /// <summary>Whether the bound is so small that the comparison says something: under 1 % of the output's root mean square.</summary>
    public bool IsTight => IsComparable && Allowed <= 0.01 * Math.Max(Value.Rms(), 1e-3);

    /// <summary>What is expected of each output.</summary>
    public static ImmutableArray<Expectation> Of(NetworkOracle oracle, Map x, bool slides, bool isStrict)
    {
        var comparable = true;
        var values = oracle.Run(x, slides, (_, map) =>
        {
            comparable &= LargestOf(map) <= Largest;
            return map;
        });
        var off = new double[values.Length];
        for (var draw = 0UL; comparable && draw < 2; draw++)
        {
            var source = new RandomSource(draw);
            var disturbed = oracle.Run(x, slides, (layer, map) => Disturb(map, AmplitudeOf(layer, isStrict), source));
            for (var i = 0; i < off.Length; i++) off[i] = Math.Max(off[i], Distance(disturbed[i].ToNhwc(), values[i]));
        }

        return [.. values.Select((value, i) => new Expectation(value, (Margin * off[i]) + 1e-9, comparable && double.IsFinite(off[i])))];
    }

    /// <summary>The largest error of what was computed.</summary>
    public double Error(ReadOnlySpan<float> actual) => Distance(actual, Value);

    private static double AmplitudeOf(Layer? layer, bool isStrict) => layer?.Kind switch
    {
        "Conv" or "ConvTranspose" or "Dense" => isStrict ? StrictConvolution : FastConvolution,
        null => 1e-7,
        _ => OtherLayer,
    };

    private static Map Disturb(Map map, double amplitude, RandomSource source)
    {
        var unit = amplitude * map.Rms();
        return map.Apply(value => value + (unit * source.Next()) + (amplitude * value * source.Next()));
    }

    private static double Distance(ReadOnlySpan<float> actual, Map expected)
    {
        var (next, largest) = (0, 0.0);
        for (var y = 0; y < expected.Height; y++)
            for (var x = 0; x < expected.Width; x++)
                for (var c = 0; c < expected.Channels; c++)
                {
                    var (value, target) = (actual[next++], expected[y, x, c]);
                    var distance = value.Equals((float)target) ? 0 : Math.Abs(value - target);
                    largest = double.IsNaN(distance) ? double.PositiveInfinity : Math.Max(largest, distance);
                }

        return largest;
    }

    private static double LargestOf(Map map)
    {
        var largest = 0.0;
        for (var y = 0; y < map.Height; y++)
            for (var x = 0; x < map.Width; x++)
                for (var c = 0; c < map.Channels; c++)
                    largest = double.IsNaN(map[y, x, c]) ? double.PositiveInfinity : Math.Max(largest, Math.Abs(map[y, x, c]));
        return largest;
    }
}
