namespace NetGen.Networks.Tests.Support;

/// <summary>Some tensors of a source under other names.</summary>
/// <param name="source">The source.</param>
/// <param name="names">The names in the source, by their new names.</param>
internal sealed class Renamed(ITensorSource source, IReadOnlyDictionary<string, string> names) : ITensorSource
{
    public IReadOnlyList<TensorSpec> Tensors { get; } =
        [.. names.Select(name => source.Tensors.Single(tensor => tensor.Name == name.Value) with { Name = name.Key })];

    public void Read(string name, long start, Span<float> destination) => source.Read(names[name], start, destination);
}

/// <summary>The convolutions of a source in TensorFlow's order, (height, width, in, out), in PyTorch's, (out, in, height, width).</summary>
internal sealed class PyTorchOrder(ITensorSource source) : ITensorSource
{
    public IReadOnlyList<TensorSpec> Tensors { get; } = [.. source.Tensors.Select(Reorder)];

    public void Read(string name, long start, Span<float> destination)
    {
        var spec = source.Tensors.Single(tensor => tensor.Name == name);
        var stored = new float[spec.Length];
        source.Read(name, 0, stored);
        if (!IsConvolution(spec))
        {
            stored.AsSpan((int)start, destination.Length).CopyTo(destination);
            return;
        }

        var (height, width, inputs, outputs) = (spec.Shape[0], spec.Shape[1], spec.Shape[2], spec.Shape[3]);
        for (var i = 0; i < destination.Length; i++)
        {
            var at = (int)start + i;
            var (x, y, input, output) = (at % width, at / width % height, at / (width * height) % inputs, at / (width * height * inputs));
            destination[i] = stored[((y * width + x) * inputs + input) * outputs + output];
        }
    }

    private static bool IsConvolution(TensorSpec spec) => spec.Shape.Length == 4;

    private static TensorSpec Reorder(TensorSpec spec) =>
        IsConvolution(spec) ? spec with { Shape = [spec.Shape[3], spec.Shape[2], spec.Shape[0], spec.Shape[1]] } : spec;
}
