using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>
/// Vectors of which only the first lanes may exist in memory. The end of a row thus goes through the same vector arithmetic as its middle,
/// and gives the same bits.
/// </summary>
/// <remarks>Vectors go to methods that are not inlined by their address: code that passes them by value cannot be compiled ahead of time.</remarks>
internal static unsafe class Lanes
{
    /// <summary>Single-precision lanes of a vector.</summary>
    public const int Count = 8;

    /// <summary>Reads 8 elements, or the first <paramref name="count"/> and zeros if there are fewer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* source, nint count)
    {
        if (count >= Count) return Vector256.Load(source);
        Vector256<float> part;
        LoadPart(source, count, &part);
        return part;
    }

    /// <summary>Writes 8 elements, or the first <paramref name="count"/> if there are fewer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> value, float* destination, nint count)
    {
        if (count >= Count)
        {
            value.Store(destination);
            return;
        }

        var part = value;
        StorePart(&part, destination, count);
    }

    /// <summary>Lanes from <paramref name="count"/> on replaced.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Replace(Vector256<float> value, nint count, float rest)
    {
        if (count >= Count) return value;
        var exists = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create((int)count)).AsSingle();
        return Vector256.ConditionalSelect(exists, value, Vector256.Create(rest));
    }

    /// <summary>Of each half of both, the elements 0 and 2: a0 a2 b0 b2, and those four further on. With <see cref="Odds"/>, twice, it transposes 4×4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Evens(Vector256<float> a, Vector256<float> b)
    {
        if (Avx.IsSupported) return Avx.Shuffle(a, b, 0b10_00_10_00);
        return Vector256.Create(LowerHalves(a.GetLower(), b.GetLower()), LowerHalves(a.GetUpper(), b.GetUpper()));
    }

    /// <summary>Of each half of both, the elements 1 and 3: a1 a3 b1 b3, and those four further on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Odds(Vector256<float> a, Vector256<float> b)
    {
        if (Avx.IsSupported) return Avx.Shuffle(a, b, 0b11_01_11_01);
        return Vector256.Create(UpperHalves(a.GetLower(), b.GetLower()), UpperHalves(a.GetUpper(), b.GetUpper()));
    }

    // Pairs of elements, taken as one number each.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> LowerHalves(Vector128<float> a, Vector128<float> b) => Vector128.Narrow(a.AsUInt64(), b.AsUInt64()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> UpperHalves(Vector128<float> a, Vector128<float> b) => Vector128.Narrow(a.AsUInt64() >> 32, b.AsUInt64() >> 32).AsSingle();

    /// <summary>From the last element to the first, by ones, twos and fours: single lanes written and read back as a vector would stall.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void LoadPart(float* source, nint count, Vector256<float>* whole)
    {
        source += count;
        var low = Vector128<float>.Zero;
        if ((count & 1) != 0) low = Vector128.CreateScalar(*--source);
        if ((count & 2) != 0)
        {
            source -= 2;
            low = Vector128.Create(Unsafe.ReadUnaligned<double>(source), low.AsDouble().ToScalar()).AsSingle();
        }

        *whole = (count & 4) != 0 ? Vector256.Create(Vector128.Load(source - 4), low) : Vector256.Create(low, Vector128<float>.Zero);
    }

    /// <summary>From the first element to the last, by fours, twos and ones.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void StorePart(Vector256<float>* value, float* destination, nint count)
    {
        var part = value->GetLower();
        if ((count & 4) != 0)
        {
            part.Store(destination);
            destination += 4;
            part = value->GetUpper();
        }

        if ((count & 2) != 0)
        {
            Unsafe.WriteUnaligned(destination, part.AsDouble().ToScalar());
            destination += 2;
            part = Vector128.Shuffle(part, Vector128.Create(2, 3, 2, 3));
        }

        if ((count & 1) != 0) *destination = part.ToScalar();
    }
}
