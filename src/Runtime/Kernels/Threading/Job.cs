using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace NetGen.Kernels;

/// <summary>
/// One loop that is being shared out. Helpers that find it open join it, take items until none are left, and leave; the caller closes it
/// when there is nothing left to take, and waits for those inside. A helper that comes late finds it closed, and nobody waits for it.
/// </summary>
/// <param name="mostHelpers">The most helpers that it ever has.</param>
internal sealed unsafe class Job(int mostHelpers)
{
    /// <summary>A state is how many helpers are inside, how many more may join, whether the caller sleeps until they have left, and whether they may join.</summary>
    private const int Seat = 1 << 12;

    private const int Inside = Seat - 1;
    private const int Blocked = 1 << 24;
    private const int Open = 1 << 25;

    private readonly Worker?[] _helpers = new Worker?[mostHelpers];
    private readonly Parking _caller = new();
    private delegate*<void*, int, int, void> _body;
    private void* _context;
    private int _grain, _divisor, _core;
    private ExceptionDispatchInfo? _failure;
    private Counters _counters;

    /// <summary>The most helpers that a job has room for.</summary>
    public const int MostHelpers = Inside;

    /// <summary>Runs the loop, and returns its first exception when nobody is inside any more.</summary>
    /// <param name="items">Items of the loop.</param>
    /// <param name="stepsPerItem">What each costs.</param>
    /// <param name="grain">The fewest that are taken at once, but for the last.</param>
    /// <param name="helpers">At most so many threads besides the caller.</param>
    /// <param name="body">Receives the context, the first item, and the one past the last.</param>
    /// <param name="context">Passed on.</param>
    public ExceptionDispatchInfo? Run(
        int items, double stepsPerItem, int grain, int helpers, delegate*<void*, int, int, void> body, void* context)
    {
        _body = body;
        _context = context;
        (_grain, _divisor, _failure) = (grain, 3 * (helpers + 1), null);
        (_counters.Left, _counters.TakenOnCallersCore, _core) = (Range(0, items), 0, Core.Current);
        Volatile.Write(ref _counters.State, Open + helpers * Seat);
        var (enlisted, taken) = (0, 0);
        try
        {
            enlisted = Enlist(helpers, items * stepsPerItem);
            taken = Work(fromFront: true);
        }
        finally
        {
            var waited = End();
            for (var helper = 0; helper < enlisted; helper++) WorkerPool.PutWorker(_helpers[helper]!);
            if (enlisted > 0) HelpLedger.Book((items - taken - 2 * _counters.TakenOnCallersCore) * stepsPerItem, waited);
            else HelpLedger.BookAlone();
        }

        return _failure;
    }

    /// <summary>
    /// What a helper does: joins if there is room, works and leaves. It does not touch the job after that. On the caller's core it would only be in the way: it waits until
    /// it is on another.
    /// </summary>
    public void Help()
    {
        int state;
        var aside = new StandingAside();
        while (true)
        {
            var isInTheWay = Core.Current == _core;
            if (isInTheWay && !aside.Once()) return;
            state = Volatile.Read(ref _counters.State);
            if (state < Open + Seat) return;
            if (!isInTheWay && Interlocked.CompareExchange(ref _counters.State, state - Seat + 1, state) == state) break;
        }

        var taken = Work(fromFront: state / Seat % 2 == 0);
        if (Core.Current == _core) Interlocked.Add(ref _counters.TakenOnCallersCore, taken);
        if (Interlocked.Decrement(ref _counters.State) == Blocked) _caller.Wake();
    }

    private int Enlist(int helpers, double steps)
    {
        var enlisted = 0;
        while (enlisted < helpers && WorkerPool.TakeWorker() is { } worker)
        {
            worker.KeepOff(_core);
            if (!worker.TryPost(this))
            {
                if (!HelpLedger.IsWorthWaking(steps))
                {
                    WorkerPool.PutWorker(worker);
                    break;
                }

                worker.Post(this);
            }

            _helpers[enlisted++] = worker;
        }

        return enlisted;
    }

    /// <summary>
    /// Takes items until none are left. Each time it is a share of what is left: the last ones are small, and no thread waits long for another's. Some take
    /// from the front and others from the back: two threads that go through the same loops again and again find their halves in their own caches.
    /// </summary>
    /// <returns>How many were taken.</returns>
    private int Work(bool fromFront)
    {
        var taken = 0;
        try
        {
            while (Take(fromFront, out var first, out var end))
            {
                _body(_context, first, end);
                taken += end - first;
            }
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
            Volatile.Write(ref _counters.Left, 0);
        }

        return taken;
    }

    /// <summary>Lets nobody in any more, and waits until nobody is inside: the context may lie on the caller's stack.</summary>
    /// <returns>How long it waited, in ticks of <see cref="System.Diagnostics.Stopwatch"/>; 0 if hardly.</returns>
    private long End()
    {
        if ((Interlocked.And(ref _counters.State, Inside) & Inside) == 0) return 0;
        var spin = new BoundedSpin();
        while (Volatile.Read(ref _counters.State) != 0)
        {
            if (spin.Once()) continue;
            if (Interlocked.Or(ref _counters.State, Blocked) != 0) _caller.Wait();
            _counters.State = 0;
            break;
        }

        return spin.Elapsed;
    }

    private bool Take(bool fromFront, out int first, out int end)
    {
        while (true)
        {
            var left = Volatile.Read(ref _counters.Left);
            (first, end) = ((int)left, (int)(left >> 32));
            var count = end - first;
            if (count <= 0) return false;
            count = Math.Min(Math.Max(_grain, count / _divisor), count);
            var rest = fromFront ? Range(first + count, end) : Range(first, end - count);
            if (Interlocked.CompareExchange(ref _counters.Left, rest, left) != left) continue;
            if (fromFront) end = first + count;
            else first = end - count;
            return true;
        }
    }

    private static long Range(int first, int end) => (long)end << 32 | (uint)first;

    /// <summary>What several threads write, each in cache lines of its own.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 384)]
    private struct Counters
    {
        /// <summary>The items that nobody has taken.</summary>
        [FieldOffset(128)]
        public long Left;

        [FieldOffset(256)]
        public int State;

        /// <summary>Items of helpers that ran on the caller's core, which gains nothing.</summary>
        [FieldOffset(260)]
        public int TakenOnCallersCore;
    }
}
