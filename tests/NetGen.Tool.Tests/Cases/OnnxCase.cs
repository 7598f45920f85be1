using NetGen.Tests;
using NetGen.Onnx;
using NetGen.Onnx.Import;
using NetGen.Tool.Running;

namespace NetGen.Tool.Tests.Cases;

/// <summary>One of ONNX's own test cases: a model with inputs and the outputs that they should give.</summary>
internal sealed record OnnxCase(string Name, string Folder)
{
    /// <summary>The folder with all cases; null where it is absent.</summary>
    public static string? Root { get; } = SharedData.Find("onnx-cases/LICENSE") is { } file ? Path.GetDirectoryName(file) : null;

    public static IReadOnlyList<OnnxCase> All { get; } = Root is null
        ? []
        : [.. new[] { "node", "pytorch-converted", "pytorch-operator" }
            .SelectMany(family => Directory.EnumerateDirectories(Path.Combine(Root, family)).Select(folder => new OnnxCase($"{family}/{Path.GetFileName(folder)["test_".Length..]}", folder)))
            .OrderBy(test => test.Name, StringComparer.Ordinal)];

    public IEnumerable<string> DataSets => Directory.EnumerateDirectories(Folder, "test_data_set_*").Order(StringComparer.Ordinal);

    public OnnxGraph Read() => ModelReader.Read(Path.Combine(Folder, "model.onnx"));

    public static ConstantTensor[] Tensors(string dataSet, string what) =>
        [.. Directory.EnumerateFiles(dataSet, $"{what}_*.pb").OrderBy(path => int.Parse(Path.GetFileNameWithoutExtension(path)[(what.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture)).Select(TensorFile.Read)];

    /// <summary>Imports the model for the inputs of the first data set: the network, or why there is none.</summary>
    public (ImportedNetwork? Network, ConstantTensor? Input, string? Reason) Import()
    {
        try
        {
            var (network, input) = ModelRun.Import(Read(), Tensors(DataSets.First(), "input"));
            return (network, input, null);
        }
        catch (UnsupportedModelException e)
        {
            return (null, null, string.Join(" ", e.Faults));
        }
    }
}
