using System.Runtime.ExceptionServices;

namespace NetGen.Kernels;

/// <summary>One loop that is being shared out: who takes part, and which chunk is next.</summary>
internal sealed unsafe class Job(int maximumHelpers)
{
    private readonly Worker?[] _helpers = new Worker?[maximumHelpers];
    private readonly SemaphoreSlim _finished = new(0);
    private delegate*<void*, int, void> _body;
    private void* _context;
    private int _chunks;
    private int _next;
    private int _participants;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Runs the loop, and returns its first exception when nobody is inside any more.</summary>
    public ExceptionDispatchInfo? Run(int chunks, int helpers, delegate*<void*, int, void> body, void* context)
    {
        _body = body;
        _context = context;
        (_chunks, _next, _failure, _participants) = (chunks, 0, null, 1);
        var enlisted = 0;
        try
        {
            while (enlisted < helpers && WorkerPool.TakeWorker() is { } worker)
            {
                _helpers[enlisted++] = worker;
                Interlocked.Increment(ref _participants);
                worker.Post(this);
            }

            Work();
        }
        finally
        {
            Dismiss(enlisted);
            AwaitHelpers();
        }

        return _failure;
    }

    /// <summary>Takes chunks until none are left.</summary>
    public void Work()
    {
        try
        {
            for (int chunk; (chunk = Interlocked.Increment(ref _next) - 1) < _chunks;) _body(_context, chunk);
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
            Volatile.Write(ref _next, _chunks);
        }
    }

    /// <summary>A helper is done; it must not touch the job after this.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _participants) == 0) _finished.Release();
    }

    /// <summary>
    /// Sends away the helpers that have not yet begun: waiting for them to wake up would cost more than they can still do.
    /// </summary>
    private void Dismiss(int enlisted)
    {
        foreach (ref var worker in _helpers.AsSpan(0, enlisted))
        {
            if (worker!.Withdraw(this))
            {
                Interlocked.Decrement(ref _participants);
                WorkerPool.PutWorker(worker);
            }

            worker = null;
        }
    }

    /// <summary>Waits even if the thread is interrupted meanwhile: the context may lie on its stack.</summary>
    private void AwaitHelpers()
    {
        if (Interlocked.Decrement(ref _participants) == 0) return;
        var interrupted = false;
        while (!TryAwait()) interrupted = true;
        if (interrupted) Thread.CurrentThread.Interrupt();
    }

    private bool TryAwait()
    {
        try
        {
            _finished.Wait();
            return true;
        }
        catch (ThreadInterruptedException)
        {
            return false;
        }
    }
}
