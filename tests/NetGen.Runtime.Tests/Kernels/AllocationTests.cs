using NetGen.Kernels;
using NetGen.Reference;

namespace NetGen.Runtime.Tests.Kernels;

/// <summary>
/// Tests of the threads that kernels share. They run when no other test does: one that took a thread away, or made the pool start another, would
/// change what they see.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}

[Collection(Alone.Name)]
public sealed unsafe class AllocationTests
{
    public static TheoryData<string> Names => [.. KernelCalls.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_kernel_allocates_nothing(string name)
    {
        var call = KernelCalls.All[name];
        var (x, y) = (new RandomSource(12).NextMap(1, 1, call.InputLength).ToNhwc(), new float[call.OutputLength]);
        Allocations.AssertNone(() => call.Run(x, y), name);
    }

    [Fact]
    public void The_threads_allocate_nothing_after_the_first_calls()
    {
        var total = 0;
        for (var warmUp = 0; warmUp < 20; warmUp++) WorkerPool.For(16, 5000, 2, &Add, &total);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var repeat = 0; repeat < 500; repeat++)
        {
            WorkerPool.For(16, 5000, 2, &Add, &total);
            if (repeat % 100 == 0) Thread.Sleep(5); // so that the helper falls asleep, and has to be woken
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(520 * 16, total);
    }

    [Fact]
    public void A_pool_of_workspaces_allocates_nothing_after_the_first_call()
    {
        var pool = new WorkspacePool();
        pool.Return(pool.Rent(5000));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var repeat = 0; repeat < 100; repeat++) pool.Return(pool.Rent(5000 - repeat));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Add(void* context, int first, int end) => Interlocked.Add(ref *(int*)context, end - first);
}
