namespace NetGen.Benchmarks.Peers;

/// <summary>A line of the comparison. Times are medians in milliseconds.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="Threads">The threads that each engine used.</param>
/// <param name="NetgenMs">A call of NetGen.</param>
/// <param name="PeerMs">A call of ONNX Runtime.</param>
/// <param name="Ratio">NetGen's time over ONNX Runtime's.</param>
/// <param name="PercentOfPeak">Multiply-adds of the direct algorithms in NetGen's time, of what the cores could do.</param>
/// <param name="LoadMs">From the weights file to a network, in a fresh process, compilation by the JIT included.</param>
/// <param name="PeerLoadMs">From the model file to a session, in a fresh process; loading the native library is not included.</param>
/// <param name="FirstCallMs">NetGen's first call in that process.</param>
/// <param name="AllocatedBytes">Managed bytes that a call of NetGen allocates, after the first ones.</param>
/// <param name="PeakBytes">The most memory that the process with NetGen had resident.</param>
/// <param name="MaxError">The largest difference of the outputs, over their root mean square.</param>
internal sealed record PeerResult(
    string Network, int Threads, double NetgenMs, double PeerMs, double Ratio, double PercentOfPeak, double LoadMs, double PeerLoadMs, double FirstCallMs,
    long AllocatedBytes, long PeakBytes, double MaxError);

/// <summary>What an engine does in a process of its own.</summary>
/// <param name="LoadMs">From the file to what can be called.</param>
/// <param name="FirstCallMs">The first call.</param>
/// <param name="PeakBytes">The most memory that was resident.</param>
internal sealed record StartResult(double LoadMs, double FirstCallMs, long PeakBytes);
