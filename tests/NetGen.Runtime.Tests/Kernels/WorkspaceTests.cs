using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen.Runtime.Tests.Kernels;

public sealed unsafe class WorkspaceTests
{
    [Fact]
    public void A_workspace_has_room_aligned_to_cache_lines()
    {
        GuardedMemory.Edge = Edge.Start; // memory that ends at a page, to the byte, begins anywhere
        var pool = new WorkspacePool();
        var workspace = pool.Rent(1000);
        Assert.True(workspace.Length >= 1000);
        fixed (float* first = workspace.Span(0, 1000)) Assert.Equal(0, (nint)first % NativeBuffer.Alignment);
        workspace.Span(10, 5).Fill(3);
        Assert.Equal([3f, 3f], workspace.Span(13, 2).ToArray());
        pool.Return(workspace);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    [InlineData(0, 101)]
    [InlineData(100, 1)]
    [InlineData(long.MaxValue, 2)]
    public void Spans_outside_are_refused(long offset, int length)
    {
        var workspace = new WorkspacePool().Rent(100);
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => { workspace.Span(offset, length); });
        Assert.Contains("100", exception.Message);
        Assert.Contains($"{offset}", exception.Message);
    }

    [Fact]
    public void An_empty_workspace_has_an_empty_span()
    {
        var pool = new WorkspacePool();
        var workspace = pool.Rent(0);
        Assert.True(workspace.Span(0, 0).IsEmpty);
        pool.Return(workspace);
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.Rent(-1));
    }

    [Fact]
    public void A_returned_workspace_is_used_again_and_grows()
    {
        var pool = new WorkspacePool();
        var first = pool.Rent(10);
        pool.Return(first);
        var second = pool.Rent(100_000);
        Assert.Same(first, second);
        second.Span(99_999, 1)[0] = 1;
        Assert.NotSame(second, pool.Rent(10));
    }

    [Fact]
    public void A_workspace_may_be_longer_than_a_span()
    {
        var pool = new WorkspacePool();
        var workspace = pool.Rent((1L << 31) + 100); // the pages that are not touched cost nothing
        var last = workspace.Span(1L << 31, 100);
        last.Fill(7);
        Assert.Equal(7, last[99]);
        Assert.Throws<ArgumentOutOfRangeException>(() => { workspace.Span((1L << 31) + 1, 100); });
        workspace.Free();
    }

    [Fact]
    public void More_workspaces_than_the_pool_keeps_give_their_memory_back()
    {
        var pool = new WorkspacePool();
        var rented = Enumerable.Range(0, 200).Select(_ => pool.Rent(64)).ToArray();
        foreach (var workspace in rented) pool.Return(workspace);
        Assert.Equal(0, rented[^1].Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => { rented[^1].Span(0, 1); });
    }
    [Fact]
    public void Callers_at_once_never_share_a_workspace()
    {
        var pool = new WorkspacePool();
        var failures = 0;
        var callers = Enumerable.Range(0, 40).Select(caller => new Thread(() =>
        {
            for (var repeat = 0; repeat < 500; repeat++)
            {
                var workspace = pool.Rent(100 + 37 * (repeat % 11));
                workspace.Span(0, 100).Fill(caller);
                Thread.Yield();
                if (workspace.Span(0, 100).ContainsAnyExcept(caller)) Interlocked.Increment(ref failures);
                pool.Return(workspace);
            }
        })).ToArray();
        foreach (var caller in callers) caller.Start();
        foreach (var caller in callers) caller.Join();
        Assert.Equal(0, failures);
    }

    [Fact]
    public void A_pool_that_is_no_longer_reachable_frees_its_memory()
    {
        var memory = Leave();
        for (var attempt = 0; attempt < 20 && memory.IsAlive; attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(memory.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Leave()
        {
            var pool = new WorkspacePool();
            var workspace = pool.Rent(1000);
            pool.Return(workspace);
            return new WeakReference(workspace.Memory, trackResurrection: true);
        }
    }

    [Fact]
    public void A_buffer_is_freed_when_disposed()
    {
        var buffer = new NativeBuffer(10);
        Assert.Equal(40, buffer.Bytes);
        Assert.False(buffer.IsClosed);
        buffer.Dispose();
        Assert.True(buffer.IsClosed);
        Assert.Throws<ArgumentOutOfRangeException>(() => new NativeBuffer(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NativeBuffer(long.MaxValue));
    }
}
