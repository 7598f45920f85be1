using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// Vectors of which only the first lanes may exist in memory. The end of a row thus goes through the same vector arithmetic as its middle,
/// and gives the same bits.
/// </summary>
internal static unsafe class Lanes
{
    /// <summary>Single-precision lanes of a vector.</summary>
    public const int Count = 8;

    /// <summary>Reads 8 elements, or the first <paramref name="count"/> and zeros if there are fewer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* source, nint count) => count >= Count ? Vector256.Load(source) : LoadPart(source, count);

    /// <summary>Writes 8 elements, or the first <paramref name="count"/> if there are fewer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> value, float* destination, nint count)
    {
        if (count >= Count) value.Store(destination);
        else StorePart(value, destination, count);
    }

    /// <summary>Lanes from <paramref name="count"/> on replaced.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Replace(Vector256<float> value, nint count, float rest)
    {
        if (count >= Count) return value;
        var exists = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create((int)count)).AsSingle();
        return Vector256.ConditionalSelect(exists, value, Vector256.Create(rest));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector256<float> LoadPart(float* source, nint count)
    {
        var value = Vector256<float>.Zero;
        var lanes = (float*)&value;
        for (nint i = 0; i < count; i++) lanes[i] = source[i];
        return value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StorePart(Vector256<float> value, float* destination, nint count)
    {
        var lanes = (float*)&value;
        for (nint i = 0; i < count; i++) destination[i] = lanes[i];
    }
}
