namespace NetGen.Kernels;

/// <summary>How many threads a piece of work is worth.</summary>
internal static class Work
{
    /// <summary>Elementary steps, such as multiply-adds of 8 lanes, below which waking another thread costs more than it saves.</summary>
    private const double StepsPerThread = 8192;

    /// <summary>At most as many threads as asked for.</summary>
    public static int Threads(int threads, double steps) => (int)Math.Min(threads, 1 + steps / StepsPerThread);
}
