using System.Globalization;
using NetGen.Onnx.Import;

namespace NetGen.Tool.Running;

/// <summary>
/// How far an output is from what was expected. A value is equal if it differs by no more than the tolerance: in itself where the expected value is
/// below 1, in proportion to it where it is above. Infinities and what is no number must be the same.
/// </summary>
/// <param name="Name">The output's name.</param>
/// <param name="Different">How many values differ.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Worst">The largest difference in terms of the tolerance's measure.</param>
/// <param name="Place">Where it is, in the output's axes.</param>
/// <param name="Actual">The value there.</param>
/// <param name="Expected">The value expected there.</param>
internal sealed record Comparison(string Name, long Different, long Count, double Worst, string Place, float Actual, float Expected)
{
    public bool IsEqual => Different == 0;

    public static Comparison Of(ConstantTensor actual, ConstantTensor expected, double tolerance)
    {
        if (!Shapes.Same(actual.Dimensions, expected.Dimensions))
        {
            var shapes = $"{Shapes.Text(actual.Dimensions)} instead of {Shapes.Text(expected.Dimensions)}";
            return new Comparison(actual.Name, Math.Max(actual.Length, 1), actual.Length, double.PositiveInfinity, shapes, float.NaN, float.NaN);
        }

        var (a, e) = (actual.Floats, expected.Floats);
        var (different, worst, place) = (0L, 0.0, 0);
        for (var i = 0; i < a.Length; i++)
        {
            var distance = Distance(a[i], e[i]);
            if (distance > tolerance) different++;
            if (distance <= worst) continue;
            (worst, place) = (distance, i);
        }

        return new Comparison(actual.Name, different, a.Length, worst, PlaceOf(actual.Dimensions, place), a.Length == 0 ? 0 : a[place], a.Length == 0 ? 0 : e[place]);
    }

    public override string ToString()
    {
        var worst = double.IsInfinity(Worst) && float.IsNaN(Actual) && float.IsNaN(Expected)
            ? $"its shape is {Place}"
            : string.Create(CultureInfo.InvariantCulture, $"the largest difference is {Worst:G3}, at {Place}: {Actual:G9} instead of {Expected:G9}");
        return IsEqual
            ? string.Create(CultureInfo.InvariantCulture, $"'{Name}': all {Count:N0} values are equal; {worst}")
            : string.Create(CultureInfo.InvariantCulture, $"'{Name}': {Different:N0} of {Count:N0} values differ; {worst}");
    }

    private static double Distance(float actual, float expected)
    {
        if (actual.Equals(expected)) return 0;
        if (!float.IsFinite(actual) || !float.IsFinite(expected)) return double.PositiveInfinity;
        return Math.Abs((double)actual - expected) / Math.Max(1, Math.Abs((double)expected));
    }

    private static string PlaceOf(long[] dimensions, long index)
    {
        var place = new long[dimensions.Length];
        for (var axis = dimensions.Length - 1; axis >= 0; axis--)
        {
            if (dimensions[axis] == 0) continue;
            place[axis] = index % dimensions[axis];
            index /= dimensions[axis];
        }

        return $"[{string.Join(", ", place)}]";
    }
}
