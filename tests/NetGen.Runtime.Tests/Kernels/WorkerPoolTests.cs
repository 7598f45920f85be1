using NetGen.Kernels;

namespace NetGen.Runtime.Tests.Kernels;

[Collection(Alone.Name)]
public sealed unsafe class WorkerPoolTests
{
    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 4)]
    [InlineData(5, 1)]
    [InlineData(100, 2)]
    [InlineData(1000, 3)]
    [InlineData(1000, 500)]
    public void Every_chunk_runs_once(int chunks, int threads)
    {
        for (var repeat = 0; repeat < 50; repeat++) Assert.All(Count(chunks, threads), count => Assert.Equal(1, count));
    }

    [Fact]
    public void Several_threads_take_part()
    {
        var seen = new Seen();
        var handle = &seen;
        WorkerPool.For(2, 2, &MeetTheOther, handle);
        Assert.Equal(2, seen.Arrived);
        Assert.NotEqual(seen.First, seen.Second);
    }

    [Fact]
    public void Many_callers_at_once_each_get_their_own_chunks()
    {
        var failures = 0;
        var callers = Enumerable.Range(0, 12).Select(caller => new Thread(() =>
        {
            for (var repeat = 0; repeat < 300; repeat++)
                if (Count(37, 1 + caller % 4).Any(count => count != 1))
                    Interlocked.Increment(ref failures);
        })).ToArray();
        foreach (var caller in callers) caller.Start();
        foreach (var caller in callers) caller.Join();
        Assert.Equal(0, failures);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    public void An_exception_reaches_the_caller_and_the_pool_goes_on(int threads)
    {
        for (var repeat = 0; repeat < 100; repeat++)
        {
            var exception = Assert.Throws<InvalidOperationException>(() => WorkerPool.For(50, threads, &Fail, null));
            Assert.Equal("Chunk 7 fails.", exception.Message);
            Assert.All(Count(20, threads), count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void A_body_may_share_out_work_itself()
    {
        var total = 0;
        WorkerPool.For(8, 3, &Nest, &total);
        Assert.Equal(80, total);
    }
    private static int[] Count(int chunks, int threads)
    {
        var counts = new int[chunks];
        fixed (int* pointer = counts) WorkerPool.For(chunks, threads, &Mark, pointer);
        return counts;
    }

    private static void Mark(void* context, int chunk) => Interlocked.Increment(ref ((int*)context)[chunk]);

    private static void Add(void* context, int chunk) => Interlocked.Increment(ref *(int*)context);

    private static void Nest(void* context, int chunk) => WorkerPool.For(10, 3, &Add, context);

    private static void Fail(void* context, int chunk)
    {
        if (chunk == 7) throw new InvalidOperationException("Chunk 7 fails.");
    }

    /// <summary>Each of two chunks waits until the other one has begun, which one thread alone could not do.</summary>
    private static void MeetTheOther(void* context, int chunk)
    {
        ref var seen = ref *(Seen*)context;
        (chunk == 0 ? ref seen.First : ref seen.Second) = Environment.CurrentManagedThreadId;
        Interlocked.Increment(ref seen.Arrived);
        var deadline = Environment.TickCount64 + 10_000;
        while (Volatile.Read(ref seen.Arrived) < 2 && Environment.TickCount64 < deadline) Thread.Yield();
    }

    private struct Seen
    {
        public int First, Second, Arrived;
    }
}
