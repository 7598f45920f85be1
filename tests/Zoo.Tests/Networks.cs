namespace Zoo.Tests;

/// <summary>Members of a network class, by reflection.</summary>
internal static class Networks
{
    private delegate ReadOnlySpan<TensorSpec> SpanOfTensors();

    public static TensorSpec[] Tensors(Type network) => network.GetProperty("Tensors")!.GetMethod!.CreateDelegate<SpanOfTensors>()().ToArray();

    /// <summary>The form of a network for images of any size, with weights.</summary>
    public static object OfAnySize(Type network, RandomTensors weights)
    {
        var loaded = network.GetMethod("Load", [typeof(ITensorSource)])!.Invoke(null, [weights])!;
        return network.GetMethod("ToFullyConvolutional")?.Invoke(loaded, null) ?? loaded;
    }
}
