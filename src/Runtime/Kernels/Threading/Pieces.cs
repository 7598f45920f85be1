using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>A layer's work on things that do not depend on each other: pixels, rows, channels.</summary>
internal interface IPieces
{
    /// <summary>Works on those from <paramref name="first"/> to before <paramref name="end"/>.</summary>
    void Run(int first, int end);
}

/// <summary>Shares such work out among threads.</summary>
internal static unsafe class Pieces
{
    /// <summary>Works on all of them, in ranges and any order.</summary>
    /// <param name="work">The work.</param>
    /// <param name="count">How many.</param>
    /// <param name="steps">What each costs, in multiply-adds of 8 lanes or the like.</param>
    /// <param name="threads">At most so many threads, the caller's included.</param>
    public static void For<TWork>(TWork work, int count, double steps, int threads)
        where TWork : struct, IPieces =>
        WorkerPool.For(count, steps, threads, &Run<TWork>, Unsafe.AsPointer(ref work));

    /// <summary>Works on all pixels of a map.</summary>
    /// <param name="work">The work.</param>
    /// <param name="xs">The map's size.</param>
    /// <param name="stepsPerVector">What 8 channels of a pixel cost.</param>
    /// <param name="threads">At most so many threads, the caller's included.</param>
    public static void ForPixels<TWork>(TWork work, MapSize xs, double stepsPerVector, int threads)
        where TWork : struct, IPieces =>
        For(work, xs.Height * xs.Width, stepsPerVector * ((xs.Channels + Lanes.Count - 1) / Lanes.Count), threads);

    private static void Run<TWork>(void* context, int first, int end)
        where TWork : struct, IPieces =>
        Unsafe.AsRef<TWork>(context).Run(first, end);
}
