using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen.Tests;

internal static class MoreThreads
{
    /// <summary>As many threads take part in a call as it asks for, on machines with fewer cores, too: so more goes on at once, and in more orders.</summary>
    [ModuleInitializer]
    internal static void ThanCores() => WorkerPool.Cores = Math.Max(WorkerPool.Cores, 8);
}
