namespace NetGen.Runtime.Tests.Weights;

internal static class SourceExtensions
{
    /// <summary>All elements of a tensor.</summary>
    public static float[] ReadAll(this ITensorSource source, string name)
    {
        var values = new float[source.Tensors.Single(tensor => tensor.Name == name).Length];
        source.Read(name, 0, values);
        return values;
    }

    /// <summary>The faults of what must fail with a <see cref="WeightsException"/>.</summary>
    public static IReadOnlyList<string> FaultsOf(Action action) => Assert.Throws<WeightsException>(action).Faults;
}
