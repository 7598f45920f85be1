using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>The 2×2 outputs of a tile, as sums without the bias.</summary>
internal unsafe struct FourOutputs
{
    public Vector256<float> TopLeft, TopRight, BottomLeft, BottomRight;

    /// <summary>Adds the bias and another map, applies the activation and stores: see <see cref="IWinogradTransform.Output"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<TActivation>(float* biases, TActivation activation, float* added, float* output, nint pixel, nint row)
        where TActivation : struct, IActivation
    {
        AddBias(biases);
        if (added != null)
        {
            TopLeft += Vector256.Load(added);
            TopRight += Vector256.Load(added + pixel);
            BottomLeft += Vector256.Load(added + row);
            BottomRight += Vector256.Load(added + row + pixel);
        }

        activation.Invoke(TopLeft).Store(output);
        activation.Invoke(TopRight).Store(output + pixel);
        activation.Invoke(BottomLeft).Store(output + row);
        activation.Invoke(BottomRight).Store(output + row + pixel);
    }

    /// <summary>Adds the bias, applies the activation and stores the largest of the four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreLargest<TActivation>(float* biases, TActivation activation, float* output)
        where TActivation : struct, IActivation
    {
        AddBias(biases);
        var largest = default(Maximum);
        largest.Start(activation.Invoke(TopLeft));
        largest.Take(activation.Invoke(TopRight));
        largest.Take(activation.Invoke(BottomLeft));
        largest.Take(activation.Invoke(BottomRight));
        largest.Result.Store(output);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddBias(float* biases)
    {
        var bias = Vector256.Load(biases);
        (TopLeft, TopRight, BottomLeft, BottomRight) = (TopLeft + bias, TopRight + bias, BottomLeft + bias, BottomRight + bias);
    }
}
