namespace NetGen.Onnx.Tests;

/// <summary>Weights stream from their source to the file.</summary>
public sealed class StreamingTests
{
    [Fact]
    public void Exporting_takes_little_memory_whatever_the_weights_take()
    {
        var network = OnnxNetwork.Of(typeof(Heavy));
        var weights = new Zeros(network.Tensors);
        network.ExportFullyConvolutional(Stream.Null, weights, 1, 1);

        var before = GC.GetAllocatedBytesForCurrentThread();
        network.ExportFullyConvolutional(Stream.Null, weights, 1, 1);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(weights.BytesRead > 2 * 50_000_000L, $"Only {weights.BytesRead} bytes were read.");
        Assert.True(allocated < 4_000_000, $"{allocated} bytes were allocated.");
    }

    private sealed class Zeros(IReadOnlyList<TensorSpec> tensors) : ITensorSource
    {
        public long BytesRead { get; private set; }

        public IReadOnlyList<TensorSpec> Tensors => tensors;

        public void Read(string name, long start, Span<float> destination)
        {
            BytesRead += (long)destination.Length * sizeof(float);
            destination.Clear();
        }
    }
}
