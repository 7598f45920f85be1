using System.Diagnostics;
using System.Globalization;
using NetGen.Benchmarks.Peers;

namespace NetGen.Benchmarks.Contention;

/// <summary>
/// <c>contention</c>: what more threads gain, or cost, when the cores are not free. First each network alone, then beside a process that keeps one core busy, then as
/// two calls at once.
/// </summary>
internal static class ContentionCommand
{
    private const int SecondsAtOnce = 5;

    /// <summary>Writes a table: a row for each network.</summary>
    public static void Run(IReadOnlyList<PeerCase> networks, int threads, int blocks)
    {
        Console.WriteLine($"Milliseconds a call on 1 thread and on {threads}, in turns: medians, and that of the ratio of the two in the same turn. Of two calls at once, on {threads} threads each, the quicker and the slower.");
        Console.WriteLine();
        Console.WriteLine("| network | alone: 1 | more | ratio | a core busy: 1 | more | ratio | two calls: quicker | slower | ratio | of the time of one after the other |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var network in networks) Write(network, threads, blocks);
    }

    private static void Write(PeerCase network, int threads, int blocks)
    {
        var weights = Path.GetTempFileName();
        var model = Path.GetTempFileName();
        try
        {
            network.Write(model, weights);
            var (single, many) = (Call(network, weights, 1), Call(network, weights, threads));
            var (alone, aloneOnMany, ratio) = Alternation.Compare(single, many, blocks);
            double busy, busyOnMany, busyRatio;
            using (new BusyCore(core: 0)) (busy, busyOnMany, busyRatio) = Alternation.Compare(single, many, blocks);
            var (quicker, slower) = AtOnce(many, Call(network, weights, threads));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {network.Title} | {alone:G4} | {aloneOnMany:G4} | {ratio:F2} | {busy:G4} | {busyOnMany:G4} | {busyRatio:F2} | {quicker:G4} | {slower:G4} | {slower / quicker:F2} | {slower / (2 * aloneOnMany):F2} |"));
        }
        finally
        {
            File.Delete(weights);
            File.Delete(model);
        }
    }

    private static Action Call(PeerCase network, string weights, int threads)
    {
        var forward = network.Load(weights, threads);
        var (input, output) = (new float[network.InputLength], new float[network.OutputLength]);
        for (var i = 0; i < input.Length; i++) input[i] = (i * 7919 % 1000 / 500f) - 1;
        return () => forward(input, output);
    }

    /// <summary>Milliseconds a call of two callers who call all the time: of the one who got more done, and of the other.</summary>
    private static (double Quicker, double Slower) AtOnce(Action one, Action other)
    {
        using var start = new Barrier(2);
        var times = new double[2];
        var callers = new[] { one, other }.Select((call, index) => new Thread(() =>
        {
            call();
            start.SignalAndWait();
            var watch = Stopwatch.StartNew();
            var calls = 0;
            while (watch.Elapsed.TotalSeconds < SecondsAtOnce)
            {
                call();
                calls++;
            }

            times[index] = watch.Elapsed.TotalMilliseconds / calls;
        })).ToArray();
        foreach (var caller in callers) caller.Start();
        foreach (var caller in callers) caller.Join();
        return (times.Min(), times.Max());
    }
}
