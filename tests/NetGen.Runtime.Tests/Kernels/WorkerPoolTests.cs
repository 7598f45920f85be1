using NetGen.Kernels;

namespace NetGen.Runtime.Tests.Kernels;

[Collection(Alone.Name)]
public sealed unsafe class WorkerPoolTests : IDisposable
{
    /// <summary>Steps of which even one is worth a thread.</summary>
    private const double Costly = 1e7;

    private static Held s_held;

    private readonly int _cores = WorkerPool.Cores;

    public WorkerPoolTests()
    {
        HelpLedger.Forget();
        ShortLoop.Forget();
    }

    public void Dispose() => WorkerPool.Cores = _cores;

    [Theory]
    [InlineData(0, 4, Costly)]
    [InlineData(1, 4, Costly)]
    [InlineData(5, 1, Costly)]
    [InlineData(2, 2, Costly)]
    [InlineData(100, 2, Costly)]
    [InlineData(100, 2, 100)]
    [InlineData(1000, 3, 1000)]
    [InlineData(1000, 500, Costly)]
    [InlineData(100_000, 3, 1)]
    public void Every_item_runs_once(int items, int threads, double steps)
    {
        for (var repeat = 0; repeat < 50; repeat++) Assert.All(Count(items, steps, threads), count => Assert.Equal(1, count));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Several_threads_take_part(int threads)
    {
        var seen = new Seen { Expected = threads };
        WorkerPool.For(threads, Costly, threads, &MeetTheOthers, &seen);
        Assert.Equal(threads, seen.Arrived);
    }

    [Fact]
    public void A_loop_that_is_not_worth_it_runs_in_one_piece()
    {
        var pieces = 0;
        WorkerPool.For(1000, 1, 4, &CountPiece, &pieces);
        Assert.Equal(1, pieces);
    }

    /// <summary>Two threads at work are all that two cores have room for: a third caller has no help, and waits for nobody.</summary>
    [Fact]
    public void Calls_at_once_share_the_cores()
    {
        WorkerPool.Cores = 2;
        var meeting = new Meeting();
        meeting.Run(() =>
        {
            var pieces = 0;
            WorkerPool.For(1000, Costly, 2, &CountPiece, &pieces);
            Assert.Equal(1, pieces);
        });
    }

    [Fact]
    public void Many_callers_at_once_each_get_their_own_items()
    {
        var failures = 0;
        var callers = Enumerable.Range(0, 12).Select(caller => new Thread(() =>
        {
            for (var repeat = 0; repeat < 300; repeat++)
            {
                HelpLedger.Forget();
                if (Count(37, Costly, 1 + caller % 4).Any(count => count != 1)) Interlocked.Increment(ref failures);
            }
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
            HelpLedger.Forget();
            var exception = Assert.Throws<InvalidOperationException>(() => WorkerPool.For(50, Costly, threads, &Fail, null));
            Assert.Equal("Item 7 fails.", exception.Message);
            Assert.All(Count(20, Costly, threads), count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void A_body_may_share_out_work_itself()
    {
        var total = 0;
        WorkerPool.For(8, Costly, 3, &Nest, &total);
        Assert.Equal(80, total);
    }

    /// <summary>The helper holds on to the caller's stack, so the caller may not leave; it is interrupted when it next waits for something else.</summary>
    [Fact]
    public void An_interrupted_caller_waits_for_its_helper()
    {
        s_held = default;
        var isOver = false;
        var interrupted = false;
        var caller = new Thread(() =>
        {
            WorkerPool.For(2, Costly, 2, &HoldHelper, null);
            isOver = Volatile.Read(ref s_held.IsReleased) == 1;
            try
            {
                Thread.Sleep(10_000);
            }
            catch (ThreadInterruptedException)
            {
                interrupted = true;
            }
        });
        s_held.Caller = caller.ManagedThreadId;
        caller.Start();
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref s_held.Inside) == 1, 10_000));
        Thread.Sleep(20); // so that the caller has spun long enough, and sleeps
        caller.Interrupt();
        Thread.Sleep(20);
        Assert.True(caller.IsAlive);
        Volatile.Write(ref s_held.IsReleased, 1);
        Assert.True(caller.Join(10_000));
        Assert.True(isOver);
        Assert.True(interrupted);
    }

    [Fact]
    public void Help_that_costs_more_than_it_gains_pauses_for_a_while()
    {
        HelpLedger.Book(steps: 0, waited: System.Diagnostics.Stopwatch.Frequency / 1000);
        Assert.False(HelpLedger.Allows());
        var pieces = 0;
        WorkerPool.For(1000, Costly, 2, &CountPiece, &pieces);
        Assert.Equal(1, pieces);
        Assert.True(SpinWait.SpinUntil(HelpLedger.Allows, 10_000));
    }

    [Fact]
    public void Losses_make_pauses_longer_until_help_has_gained_for_a_while()
    {
        var (millisecond, second) = (System.Diagnostics.Stopwatch.Frequency / 1000, System.Diagnostics.Stopwatch.Frequency);
        var pauses = new List<long>();
        for (var loss = 0; loss < 5; loss++)
        {
            HelpLedger.Book(steps: 0, waited: 10 * millisecond);
            pauses.Add(HelpLedger.Pause);
        }

        Assert.Equal(second / 5, pauses[0]);
        Assert.Equal(new[] { 2, 4, 4, 4 }.Select(times => times * pauses[0]), pauses.Skip(1));

        // What a helper gains in a few slices of a busy core's time, 1 ms, is not a while.
        HelpLedger.Book(steps: 4e6, waited: 0);
        HelpLedger.Book(steps: 0, waited: 15 * millisecond);
        Assert.Equal(4 * pauses[0], HelpLedger.Pause);
        HelpLedger.Book(steps: 100e6, waited: 0);
        HelpLedger.Book(steps: 0, waited: 20 * millisecond);
        Assert.Equal(pauses[0], HelpLedger.Pause);
    }

    [Fact]
    public void Help_that_gains_more_than_it_costs_goes_on()
    {
        HelpLedger.Book(steps: 100e6, waited: 0);
        HelpLedger.Book(steps: 0, waited: System.Diagnostics.Stopwatch.Frequency / 1000);
        Assert.True(HelpLedger.Allows());
    }

    [Fact]
    public void Help_that_is_woken_again_and_again_and_does_nothing_pauses_for_a_while()
    {
        const double Long = 1 << 20;
        for (var loop = 0; loop < 100 && HelpLedger.Allows(); loop++)
        {
            Assert.True(HelpLedger.IsWorthWaking(Long));
            HelpLedger.Book(steps: 0, waited: 0);
        }

        Assert.False(HelpLedger.Allows());
    }

    [Fact]
    public void Short_loops_that_are_shared_again_and_again_with_help_that_does_nothing_go_without_for_a_while()
    {
        const int Few = 100, Many = 10_000;
        for (var loop = 0; loop < Few; loop++) HelpLedger.Book(steps: 0, waited: 0);
        Assert.True(HelpLedger.Allows());
        for (var loop = 0; loop < Many && HelpLedger.Allows(); loop++) HelpLedger.Book(steps: 0, waited: 0);
        Assert.False(HelpLedger.Allows());
    }

    [Fact]
    public void Short_loops_of_which_help_does_a_part_go_on()
    {
        for (var loop = 0; loop < 10_000; loop++) HelpLedger.Book(steps: 8192, waited: 0);
        Assert.True(HelpLedger.Allows());
    }

    [Fact]
    public void Help_that_is_woken_once_and_comes_late_goes_on()
    {
        Assert.True(HelpLedger.IsWorthWaking(1 << 20));
        HelpLedger.Book(steps: 0, waited: 0);
        Assert.True(HelpLedger.Allows());
    }

    [Fact]
    public void Work_that_a_helper_does_on_the_callers_core_is_a_loss()
    {
        HelpLedger.Book(steps: -100e6, waited: 0);
        Assert.False(HelpLedger.Allows());
    }

    [Fact]
    public void A_short_loop_is_timed_alone_then_shared_and_timed_alone_now_and_then()
    {
        ref var loop = ref ShortLoop.Of(&CountPiece, 7, 1000);
        Assert.False(loop.Shares());
        loop.BookAlone(ticks: 6000);
        var shared = 0;
        for (var run = 0; run < 1280; run++)
        {
            if (!loop.Shares()) continue;
            loop.BookShared(ticks: 4000);
            shared++;
        }

        Assert.Equal(1270, shared);
        Assert.True(ShortLoop.Of(&CountPiece, 7, 1000).Shares());
        Assert.False(ShortLoop.Of(&CountPiece, 8, 1000).Shares());
    }

    [Fact]
    public void A_short_loop_that_is_slower_with_help_goes_without_for_so_many_runs_that_it_costs_a_fiftieth()
    {
        ref var loop = ref ShortLoop.Of(&CountPiece, 9, 1000);
        loop.BookAlone(ticks: 6000);
        const int Runs = 20_000;
        var shared = 0;
        for (var run = 0; run < Runs; run++)
        {
            if (!loop.Shares()) continue;
            loop.BookShared(ticks: 9000);
            shared++;
        }

        Assert.InRange(shared * 3000d / (Runs * 6000d), 0.01, 0.025);
    }

    [Fact]
    public void A_short_loop_follows_the_speed_of_the_machine_but_not_a_core_that_is_lost_for_a_moment()
    {
        ref var loop = ref ShortLoop.Of(&CountPiece, 11, 1000);
        loop.BookAlone(ticks: 6000);
        loop.BookAlone(ticks: 3_000_000); // counts as 12,000 at most: an eighth of the difference
        for (var run = 0; run < 100; run++) loop.BookShared(ticks: 6750);
        Assert.True(loop.Shares());
        loop.BookShared(ticks: 3_000_000); // counts as four times the time alone
        Assert.True(loop.Shares());
        for (var run = 0; run < 20; run++) loop.BookAlone(ticks: 3000);
        for (var run = 0; run < 100; run++) loop.BookShared(ticks: 4500);
        Assert.False(loop.Shares());
    }

    [Theory]
    [InlineData(14, 1000, 2, 7)] // a short loop: as many pieces as threads
    [InlineData(2, 4096, 2, 1)]
    [InlineData(3, 5000, 3, 1)]
    [InlineData(5, 6000, 2, 1)] // longer: pieces of about 8192 steps
    [InlineData(100, 1000, 2, 8)]
    [InlineData(1000, 1, 1, 1000)]
    public void A_loop_is_taken_in_pieces(int items, double steps, int threads, int grain) => Assert.Equal(grain, WorkerPool.Grain(items, steps, threads));

    private static int[] Count(int items, double steps, int threads)
    {
        var counts = new int[items];
        fixed (int* pointer = counts) WorkerPool.For(items, steps, threads, &Mark, pointer);
        return counts;
    }

    private static void Mark(void* context, int first, int end)
    {
        for (var item = first; item < end; item++) Interlocked.Increment(ref ((int*)context)[item]);
    }

    private static void Add(void* context, int first, int end) => Interlocked.Add(ref *(int*)context, end - first);

    private static void CountPiece(void* context, int first, int end) => Interlocked.Increment(ref *(int*)context);

    private static void Nest(void* context, int first, int end)
    {
        for (var item = first; item < end; item++) WorkerPool.For(10, Costly, 3, &Add, context);
    }

    private static void Fail(void* context, int first, int end)
    {
        if (first <= 7 && 7 < end) throw new InvalidOperationException("Item 7 fails.");
    }

    /// <summary>Each of several items waits until all have begun, which fewer threads could not do.</summary>
    private static void MeetTheOthers(void* context, int first, int end)
    {
        ref var seen = ref *(Seen*)context;
        Assert.Equal(first + 1, end);
        Interlocked.Increment(ref seen.Arrived);
        var deadline = Environment.TickCount64 + 10_000;
        while (Volatile.Read(ref seen.Arrived) < seen.Expected && Environment.TickCount64 < deadline) Thread.Yield();
    }

    /// <summary>The caller waits until the helper is inside, the helper until it is released.</summary>
    private static void HoldHelper(void* context, int first, int end)
    {
        ref var held = ref s_held;
        var isCaller = Environment.CurrentManagedThreadId == held.Caller;
        if (!isCaller) Volatile.Write(ref held.Inside, 1);
        var deadline = Environment.TickCount64 + 10_000;
        while (Volatile.Read(ref isCaller ? ref held.Inside : ref held.IsReleased) == 0 && Environment.TickCount64 < deadline) Thread.Yield();
    }

    private struct Seen
    {
        public int Arrived, Expected;
    }

    private struct Held
    {
        public int Caller, Inside, IsReleased;
    }

    /// <summary>A call on two threads, during which something else is done.</summary>
    private sealed class Meeting
    {
        private static readonly ManualResetEventSlim Over = new();
        private static int s_inside;

        public void Run(Action meanwhile)
        {
            Over.Reset();
            s_inside = 0;
            var caller = new Thread(() => WorkerPool.For(2, Costly, 2, &Attend, null));
            caller.Start();
            try
            {
                Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref s_inside) == 2, 10_000));
                meanwhile();
            }
            finally
            {
                Over.Set();
                caller.Join();
            }
        }

        private static void Attend(void* context, int first, int end)
        {
            Interlocked.Increment(ref s_inside);
            Over.Wait(10_000);
        }
    }
}
