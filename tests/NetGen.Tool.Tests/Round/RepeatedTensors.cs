using NetGen.Networks.Tests.Support;
using NetGen.Reference;

namespace NetGen.Tool.Tests.Round;

/// <summary>Weights in the ranges of <see cref="RandomTensors"/> that take neither time nor memory, however many there are: a table of random numbers, again and again.</summary>
internal sealed class RepeatedTensors(IReadOnlyList<TensorSpec> tensors) : ITensorSource
{
    // A prime: no extent of a tensor divides it, so that no two filters are alike.
    private const int Period = 65_521;

    private static readonly float[] Table = RandomSource.ToSingle(new RandomSource(5).NextValues(Period, 0, 1));

    private readonly Dictionary<string, (int Offset, TensorSpec Spec)> _specs = tensors.Select((spec, i) => (spec, i)).ToDictionary(pair => pair.spec.Name, pair => (pair.i * 101, pair.spec));

    public IReadOnlyList<TensorSpec> Tensors => tensors;

    public void Read(string name, long start, Span<float> destination)
    {
        var (offset, spec) = _specs[name];
        var (low, high) = RandomTensors.Range(spec);
        var (shift, scale) = ((float)low, (float)(high - low));
        var place = (int)((start + offset) % Period);
        for (var i = 0; i < destination.Length; i++)
        {
            destination[i] = shift + (scale * Table[place]);
            if (++place == Period) place = 0;
        }
    }
}
