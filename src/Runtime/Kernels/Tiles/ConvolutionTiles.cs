using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// The innermost loops of one convolution, written out by the generator with the layer's channels, taps and strides as constants. Each sum is made of the
/// same products in the same order, kernel row, input channel and kernel column, whatever tile it lies in.
/// </summary>
/// <param name="shape">What the loops are written out for.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ConvolutionTiles(TileShape shape)
{
    /// <summary>What the loops are written out for.</summary>
    public TileShape Shape { get; } = shape;

    /// <summary>Computes the sums of a band, and stores them with bias and activation.</summary>
    public abstract void Run(in TileBand band);

    /// <summary>Applies an activation that is too long to be written out with the sums, to whole rows of the output.</summary>
    public virtual void Finish(Span<float> rows)
    {
    }

    /// <summary>Reads 8 channels, or the first of them and anything after them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector256<float> Load(ref float source, int channels) => channels switch
    {
        >= Lanes.Count => Vector256.LoadUnsafe(ref source),
        > 4 => Vector256.Create(Vector128.LoadUnsafe(ref source), LoadFour(ref Unsafe.Add(ref source, 4), channels - 4)),
        _ => Vector256.Create(LoadFour(ref source, channels), Vector128<float>.Zero),
    };

    /// <summary>Writes 8 channels, or the first of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void Store(Vector256<float> value, ref float destination, int channels)
    {
        if (channels >= Lanes.Count)
        {
            value.StoreUnsafe(ref destination);
        }
        else if (channels > 4)
        {
            value.GetLower().StoreUnsafe(ref destination);
            StoreFour(value.GetUpper(), ref Unsafe.Add(ref destination, 4), channels - 4);
        }
        else
        {
            StoreFour(value.GetLower(), ref destination, channels);
        }
    }

    /// <summary>Writes the first channels of two pixels, up to four, which the halves of a vector hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void StorePixels(Vector256<float> value, ref float low, ref float high, int channels)
    {
        StoreFour(value.GetLower(), ref low, channels);
        StoreFour(value.GetUpper(), ref high, channels);
    }

    /// <summary>Of each half of both vectors the elements 0 and 2. With <see cref="Odds"/>, twice, it makes pixels of channels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector256<float> Evens(Vector256<float> first, Vector256<float> second) => Lanes.Evens(first, second);

    /// <summary>Of each half of both vectors the elements 1 and 3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector256<float> Odds(Vector256<float> first, Vector256<float> second) => Lanes.Odds(first, second);

    /// <summary>The larger elements, or NaN where one of two is; of two zeros the first. The same as <see cref="MaxPool"/> to the bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector256<float> Larger(Vector256<float> first, Vector256<float> second)
    {
        // The machine's own maximum gives its second operand where one is a NaN.
        var larger = Vector256.MaxNative(second, first);
        return Vector256.ConditionalSelect(Vector256.Equals(second, second), larger, second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> LoadFour(ref float source, int channels) => channels switch
    {
        1 => Vector128.CreateScalar(source),
        2 => Vector128.CreateScalar(Two(ref source)).AsSingle(),
        3 => Vector128.Create(Two(ref source), Vector128.CreateScalar(Unsafe.Add(ref source, 2)).AsDouble().ToScalar()).AsSingle(),
        _ => Vector128.LoadUnsafe(ref source),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFour(Vector128<float> value, ref float destination, int channels)
    {
        if (channels >= 4)
        {
            value.StoreUnsafe(ref destination);
            return;
        }

        if (channels >= 2) Two(ref destination) = value.AsDouble().ToScalar();
        if (channels == 1) destination = value.ToScalar();
        if (channels == 3) Unsafe.Add(ref destination, 2) = value.GetElement(2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref double Two(ref float first) => ref Unsafe.As<float, double>(ref first);
}
