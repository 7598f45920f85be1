using System.Diagnostics;
using System.Globalization;
using NetGen.Benchmarks.Peers;

namespace NetGen.Benchmarks.Layers;

/// <summary><c>layers</c>: where the time of a network goes, and what each of its layers gains from more threads.</summary>
internal static class LayersCommand
{
    private const double BlockMilliseconds = 20;

    /// <summary>Writes a table for each network that has one size of input.</summary>
    public static void Run(IReadOnlyList<PeerCase> networks, IReadOnlyList<int> threadCounts, int blocks)
    {
        foreach (var network in networks.Where(network => !network.IsConvolutional)) Write(network, threadCounts, blocks);
    }

    private static void Write(PeerCase network, IReadOnlyList<int> threadCounts, int blocks)
    {
        var instance = network.Network.GetMethod("Create", [typeof(int)])!.Invoke(null, [1])!;
        var layers = new LayerCalls(instance, threadCounts.Max());
        var times = Measure(layers, threadCounts, blocks);
        Console.WriteLine($"{network.Title}: microseconds of each layer, as one call follows the other");
        Console.WriteLine();
        Console.WriteLine($"| layer | kernel |{string.Concat(threadCounts.Select(threads => $" {threads} threads |"))} gain |");
        Console.WriteLine($"|---|---|{string.Concat(threadCounts.Select(_ => "---|"))}---|");
        for (var layer = 0; layer < layers.All.Count; layer++) Write(layers.All[layer].Name, layers.All[layer].Kernel, [.. times.Select(time => time[layer])]);
        Write("all", "", [.. times.Select(time => time.Take(layers.All.Count).Sum())]);
        if (layers.Whole is not null) Write("Forward", "", [.. times.Select(time => time[^1])]);
        Console.WriteLine();
    }

    private static void Write(string name, string kernel, double[] microseconds) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {kernel} |{string.Concat(microseconds.Select(time => string.Create(CultureInfo.InvariantCulture, $" {time:F1} |")))} {microseconds[0] / microseconds[^1]:F2} |"));

    // [number of threads][layer]: the least of the blocks' medians, in microseconds. The numbers of threads take turns.
    private static double[][] Measure(LayerCalls layers, IReadOnlyList<int> threadCounts, int blocks)
    {
        var best = threadCounts.Select(_ => Enumerable.Repeat(double.MaxValue, layers.All.Count + 1).ToArray()).ToArray();
        foreach (var threads in threadCounts) Block(layers, threads, 500);
        for (var block = 0; block < blocks; block++)
        {
            for (var count = 0; count < threadCounts.Count; count++)
            {
                var medians = Block(layers, threadCounts[count], BlockMilliseconds);
                for (var layer = 0; layer < medians.Length; layer++) best[count][layer] = Math.Min(best[count][layer], medians[layer]);
            }
        }

        return best;
    }

    private static double[] Block(LayerCalls layers, int threads, double milliseconds)
    {
        layers.Use(threads);
        var samples = layers.All.Select(_ => new List<double>()).Append([0]).ToArray();
        var block = Stopwatch.StartNew();
        for (var pass = 0; pass < 3 || block.Elapsed.TotalMilliseconds < milliseconds; pass++)
        {
            for (var layer = 0; layer < layers.All.Count; layer++)
            {
                var start = Stopwatch.GetTimestamp();
                layers.All[layer].Run(threads);
                samples[layer].Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            }
        }

        block.Restart();
        if (layers.Whole is not null) samples[^1].Clear();
        for (var pass = 0; layers.Whole is not null && (pass < 3 || block.Elapsed.TotalMilliseconds < milliseconds); pass++)
        {
            var start = Stopwatch.GetTimestamp();
            layers.Whole();
            samples[^1].Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        return [.. samples.Select(Alternation.Median)];
    }
}
