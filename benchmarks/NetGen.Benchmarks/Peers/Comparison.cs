using NetGen.OnnxRuntime;

namespace NetGen.Benchmarks.Peers;

/// <summary>Compares NetGen with ONNX Runtime on one network.</summary>
internal sealed class Comparison(PeerCase network, OrtApi api, double peak, int blocks)
{
    private const int Starts = 3;

    /// <summary>One result for each number of threads, and the peer's part that the results have no room for.</summary>
    /// <exception cref="InvalidOperationException">The outputs differ by more than rounding explains.</exception>
    public IEnumerable<(PeerResult Result, StartResult PeerStart)> Run(IReadOnlyList<int> threadCounts)
    {
        var folder = Directory.CreateTempSubdirectory("netgen-peers-");
        try
        {
            var (model, weights) = (Path.Combine(folder.FullName, "model.onnx"), Path.Combine(folder.FullName, "model.safetensors"));
            network.Write(model, weights);
            GC.Collect();
            foreach (var threads in threadCounts) yield return Measure(model, weights, threads);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private (PeerResult Result, StartResult PeerStart) Measure(string model, string weights, int threads)
    {
        var ownStart = StartMeasurement.InFreshProcesses(network, "netgen", weights, threads, Starts);
        var peerStart = StartMeasurement.InFreshProcesses(network, "onnxruntime", model, threads, Starts);

        using var session = new OrtSession(api, model, threads);
        var forward = network.Load(weights, threads);
        var (input, output) = (Pixels(network.InputLength), new float[network.OutputLength]);
        Planes.Of(input, input.Length / (network.Height * network.Width)).CopyTo(session.Input);
        session.Run();
        forward(input, output);
        var error = Planes.Error(Planes.Of(output, network.Output.Channels), session.Output);
        if (!(error <= network.Tolerance))
            throw new InvalidOperationException($"{network.Title}: the outputs differ by {error:G3} of their root mean square; rounding explains {network.Tolerance:G3}.");

        var (own, peer) = Alternation.Run(() => forward(input, output), session.Run, blocks);
        var percent = 100 * 2.0 * network.MultiplyAdds / (own / 1000) / (peak * threads);
        var result = new PeerResult(
            network.Name, threads, own, peer, own / peer, percent, ownStart.LoadMs, peerStart.LoadMs, ownStart.FirstCallMs, Allocated(() => forward(input, output)),
            ownStart.PeakBytes, error);
        return (result, peerStart);
    }

    // Of all threads, and precisely: a call may hand work to others.
    private static long Allocated(Action call)
    {
        const int Calls = 10;
        call();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < Calls; i++) call();
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / Calls;
    }

    private static float[] Pixels(int length)
    {
        var random = new Random(3);
        var pixels = new float[length];
        for (var i = 0; i < length; i++) pixels[i] = (random.NextSingle() * 2) - 1;
        return pixels;
    }
}
