using Xunit;

namespace NetGen.Tests;

/// <summary>
/// Floats for a test's spans. Where pages can be guarded, one edge lies at a page that nobody may touch; elsewhere, floats around them are looked at when they
/// are given back.
/// </summary>
internal sealed class GuardedFloats : IDisposable
{
    private const int Zone = 64;

    private readonly nint _address;
    private readonly int[]? _surrounded;

    /// <summary>Floats that are NaNs at first.</summary>
    public GuardedFloats(int length, Edge edge = Edge.End)
    {
        Length = length;
        if (GuardedMemory.SkipReason is null)
        {
            _address = GuardedMemory.Allocate((long)length * sizeof(float), edge);
            return;
        }

        _surrounded = GC.AllocateUninitializedArray<int>(length + 2 * Zone, pinned: true);
        _surrounded.AsSpan().Fill(GuardedMemory.Untouched);
        _address = System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(_surrounded, Zone);
    }

    /// <summary>Floats of these values.</summary>
    public GuardedFloats(ReadOnlySpan<float> values, Edge edge = Edge.End) : this(values.Length, edge) => values.CopyTo(Span);

    public int Length { get; }

    public Span<float> Span => GuardedMemory.At<float>(_address, Length);

    /// <summary>Gives the memory back, and fails if anything was written beside it.</summary>
    public void Dispose()
    {
        var fault = _surrounded is null ? GuardedMemory.TryFree(_address, (long)Length * sizeof(float)) : Written(_surrounded);
        if (fault is not null) Assert.Fail(fault);
    }

    private static string? Written(int[] surrounded)
    {
        var touched = surrounded.AsSpan(0, Zone).ContainsAnyExcept(GuardedMemory.Untouched)
            || surrounded.AsSpan(surrounded.Length - Zone).ContainsAnyExcept(GuardedMemory.Untouched);
        return touched ? $"Something was written beside {surrounded.Length - 2 * Zone} floats." : null;
    }
}
