using System.Text.Json;

namespace NetGen.Reference.Tests;

/// <summary>One case of expected.json.</summary>
internal sealed record PyTorchCase(string Operator, Map Input, Dictionary<string, double[]> Weights, Map Output, JsonElement Arguments)
{
    public WindowSpec Window => new(Int("kernelHeight"), Int("kernelWidth"))
    {
        StrideHeight = Int("strideHeight"), StrideWidth = Int("strideWidth"),
        DilationHeight = Int("dilationHeight"), DilationWidth = Int("dilationWidth"),
        PadTop = Int("padTop"), PadLeft = Int("padLeft"), PadBottom = Int("padBottom"), PadRight = Int("padRight"),
        Same = Flag("same"), Ceil = Flag("ceil"), CountPad = Flag("countPad"),
    };

    public static PyTorchCase[] ReadAll()
    {
        using var stream = typeof(PyTorchCase).Assembly.GetManifestResourceStream("expected.json")!;
        return [.. JsonDocument.Parse(stream).RootElement.GetProperty("cases").EnumerateArray().Select(Read)];
    }

    public int Int(string name) => Arguments.GetProperty(name).GetInt32();

    public double Double(string name) => Arguments.GetProperty(name).GetDouble();

    public bool Flag(string name) => Arguments.TryGetProperty(name, out var flag) && flag.GetBoolean();

    public double[]? Optional(string weight) => Weights.GetValueOrDefault(weight);

    private static PyTorchCase Read(JsonElement element) => new(
        element.GetProperty("operator").GetString()!,
        ReadMap(element.GetProperty("input")),
        element.GetProperty("weights").EnumerateObject().ToDictionary(weight => weight.Name, weight => ReadValues(weight.Value)),
        ReadMap(element.GetProperty("output")),
        element.GetProperty("arguments"));

    private static Map ReadMap(JsonElement element)
    {
        var shape = element.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()).ToArray();
        var values = ReadValues(element.GetProperty("values"));
        return Map.Build(shape[0], shape[1], shape[2], (y, x, c) => values[(y * shape[1] + x) * shape[2] + c]);
    }

    private static double[] ReadValues(JsonElement element) => [.. element.EnumerateArray().Select(value => value.GetDouble())];
}
