namespace NetGen.Kernels;

/// <summary>A background thread with a box for one job. It looks into the box for a bounded time, then sleeps until it is woken.</summary>
internal sealed class Worker
{
    private const int Spins = 200;
    private readonly SemaphoreSlim _wake = new(0);
    private Job? _box;
    private int _asleep;

    public Worker() => new Thread(Serve) { IsBackground = true, Name = "NetGen worker" }.UnsafeStart();

    /// <summary>Gives a job to a thread that has none.</summary>
    public void Post(Job job)
    {
        Interlocked.Exchange(ref _box, job);
        if (Interlocked.Exchange(ref _asleep, 0) == 1) _wake.Release();
    }

    /// <summary>Takes a job back; false when the thread has already begun it.</summary>
    public bool Withdraw(Job job) => Interlocked.CompareExchange(ref _box, null, job) == job;

    private void Serve()
    {
        while (true)
        {
            if (Volatile.Read(ref _box) is null) Rest();
            if (Interlocked.Exchange(ref _box, null) is not { } job) continue;
            job.Work();
            WorkerPool.PutWorker(this); // before leaving: the caller's next loop then finds this thread idle
            job.Leave();
        }
    }

    private void Rest()
    {
        for (var spin = 0; spin < Spins; spin++)
        {
            if (Volatile.Read(ref _box) is not null) return;
            Thread.SpinWait(8);
        }

        Interlocked.Exchange(ref _asleep, 1);

        // Whoever resets the flag decides whether a release follows: if it was not this thread, there is one to take.
        if (Volatile.Read(ref _box) is null || Interlocked.Exchange(ref _asleep, 0) == 0) _wake.Wait();
    }
}
