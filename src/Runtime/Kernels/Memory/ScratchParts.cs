using System.Numerics;

namespace NetGen.Kernels;

/// <summary>Which parts of a call's scratch memory are free, a bit each, of 64 at most: a thread takes one for as long as it works on a chunk.</summary>
internal struct ScratchParts
{
    /// <summary>The most there can be.</summary>
    public const int Most = 64;

    private ulong _free;

    /// <param name="count">Parts, all of them free.</param>
    public ScratchParts(int count) => _free = count == Most ? ulong.MaxValue : (1UL << count) - 1;

    /// <summary>The index of a part. As many threads run at most as there are parts, so one is free, or about to be.</summary>
    public int Take()
    {
        while (true)
        {
            var seen = Volatile.Read(ref _free);
            if (seen == 0) continue;
            var part = BitOperations.TrailingZeroCount(seen);
            if (Interlocked.CompareExchange(ref _free, seen & ~(1UL << part), seen) == seen) return part;
        }
    }

    /// <summary>Gives a part back.</summary>
    public void Return(int part) => Interlocked.Or(ref _free, 1UL << part);
}
