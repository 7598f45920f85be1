namespace NetGen.Onnx;

/// <summary>A network cannot be written as ONNX.</summary>
public sealed class OnnxExportException : Exception
{
    /// <summary>A network with all that keeps it from being written.</summary>
    /// <param name="network">The network's name.</param>
    /// <param name="faults">One sentence each.</param>
    public OnnxExportException(string network, IReadOnlyList<string> faults)
        : base($"'{network}' cannot be written as ONNX:{string.Concat(faults.Select(fault => $"{Environment.NewLine}  {fault}"))}") => Faults = faults;

    /// <summary>Everything that keeps the network from being written, one sentence each.</summary>
    public IReadOnlyList<string> Faults { get; }
}
