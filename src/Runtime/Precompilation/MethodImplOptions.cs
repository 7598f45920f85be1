#if PRECOMPILED
namespace NetGen.Kernels;

/// <summary>
/// Hides the framework's options from the kernels in the build that is compiled ahead of time: a method marked as AggressiveOptimization has no precompiled code, but
/// is compiled at its first call. Without the mark its first calls run the precompiled code, which is optimized too. In the other build the mark stays: it saves the
/// first calls from running unoptimized.
/// </summary>
internal static class MethodImplOptions
{
    public const System.Runtime.CompilerServices.MethodImplOptions AggressiveOptimization = 0;
    public const System.Runtime.CompilerServices.MethodImplOptions AggressiveInlining = System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining;
    public const System.Runtime.CompilerServices.MethodImplOptions NoInlining = System.Runtime.CompilerServices.MethodImplOptions.NoInlining;
}
#endif
