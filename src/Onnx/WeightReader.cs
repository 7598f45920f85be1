using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace NetGen.Onnx;

/// <summary>Reads weights in ONNX's order, which is PyTorch's, whatever the order of their source.</summary>
internal sealed class WeightReader
{
    private const int ChunkLength = 1 << 18;

    private readonly ITensorSource _source;
    private readonly WeightOrder _order;
    private readonly Dictionary<string, TensorSpec> _stored = new(StringComparer.Ordinal);

    /// <exception cref="WeightsException">The source lacks a tensor, or has it in another shape: all are listed.</exception>
    public WeightReader(ITensorSource source, ImmutableArray<TensorSpec> expected, WeightOrder order)
    {
        (_source, _order) = (source, order);
        foreach (var spec in source.Tensors) _stored.TryAdd(spec.Name, spec);
        var faults = source.Faults.Concat(expected.Select(Fault).OfType<string>()).Distinct().ToArray();
        if (faults.Length > 0) throw new WeightsException(source.ToString() ?? source.GetType().Name, faults);
    }

    /// <summary>Writes the little-endian bytes of a tensor.</summary>
    /// <param name="name">A tensor of the network.</param>
    /// <param name="dimensions">Its shape in the model. For four axes or two, the order that a TensorFlow source is permuted to.</param>
    /// <param name="stream">Receives the bytes.</param>
    public void Write(string name, ImmutableArray<long> dimensions, Stream stream)
    {
        var length = dimensions.Aggregate(1L, (product, extent) => product * extent);
        if (_order == WeightOrder.TensorFlow && dimensions.Length is 2 or 4) WritePermuted(name, dimensions, length, stream);
        else WriteStraight(name, length, stream);
    }

    private string? Fault(TensorSpec declared)
    {
        var shape = WeightShapes.InFile(declared.Shape, _order);
        if (!_stored.TryGetValue(declared.Name, out var stored)) return $"'{declared.Name}' ({string.Join(", ", shape)}) is missing.";
        return WeightShapes.Fits(declared.Shape, stored.Shape, _order)
            ? null
            : $"'{declared.Name}' has the shape ({string.Join(", ", stored.Shape)}), but ({string.Join(", ", shape)}) is expected.";
    }

    private void WriteStraight(string name, long length, Stream stream)
    {
        var stored = _stored[name].Length;
        var chunk = ArrayPool<float>.Shared.Rent((int)Math.Min(length, ChunkLength));
        try
        {
            for (long start = 0; start < length;)
            {
                var part = chunk.AsSpan(0, (int)Math.Min(length - start, chunk.Length));

                // One slope may stand for those of all channels.
                if (stored == 1)
                {
                    _source.Read(name, 0, part[..1]);
                    part.Fill(part[0]);
                }
                else
                {
                    _source.Read(name, start, part);
                }

                stream.Write(MemoryMarshal.AsBytes(part));
                start += part.Length;
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(chunk);
        }
    }

    // (row, column, b, a) → (a, b, row, column). A dense layer's features are such rows and columns too, so that the same order puts its channels first.
    private void WritePermuted(string name, ImmutableArray<long> dimensions, long length, Stream stream)
    {
        var values = new float[length];
        _source.Read(name, 0, values);
        var (outer, inner, taps) = (dimensions[0], dimensions[1], dimensions.Length == 4 ? dimensions[2] * dimensions[3] : 1);
        var row = new float[inner * taps];
        for (long a = 0; a < outer; a++)
        {
            for (long b = 0; b < inner; b++)
            {
                for (long tap = 0; tap < taps; tap++) row[(b * taps) + tap] = values[(((tap * inner) + b) * outer) + a];
            }

            stream.Write(MemoryMarshal.AsBytes(row.AsSpan()));
        }
    }
}
