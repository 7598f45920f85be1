using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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
