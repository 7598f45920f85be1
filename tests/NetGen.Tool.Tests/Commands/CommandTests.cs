using NetGen.Onnx;
using NetGen.Onnx.Import;
using NetGen.Onnx.Tests;

namespace NetGen.Tool.Tests.Commands;

/// <summary>The commands as the shell sees them: what they write, what they print where, and their exit codes.</summary>
public sealed class CommandTests : IDisposable
{
    private const int Success = 0, Different = 1, BadInput = 2, NotSupported = 3;

    private static readonly string Exports = Path.Combine(Repository.TestProject, "Exports");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netgen-commands");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("--help")]
    [InlineData("import", "--help")]
    [InlineData("export", "--help")]
    [InlineData("summary", "--help")]
    [InlineData("verify", "--help")]
    [InlineData("--version")]
    public void Help_is_no_failure(params string[] arguments)
    {
        var (code, output, error) = Program.Run(arguments);
        Assert.Equal(Success, code);
        Assert.NotEmpty(output);
        Assert.Empty(error);
    }

    [Fact]
    public void Help_lists_the_exit_codes() => Assert.Contains("3 not supported", Program.Run("--help").Output);

    [Theory]
    [InlineData("'netgen --help'")]
    [InlineData("'netgen --help'", "fly")]
    [InlineData("'netgen import --help'", "import")]
    [InlineData("'netgen import --help'", "import", "a.onnx", "--class", "2fast")]
    [InlineData("'netgen import --help'", "import", "a.onnx", "--namespace", "Zoo.class")]
    [InlineData("'netgen import --help'", "import", "a.onnx", "--input-shape", "1,3,x")]
    [InlineData("'netgen verify --help'", "verify", "a.onnx")]
    [InlineData("'netgen verify --help'", "verify", "a.onnx", "--input", "a.pb", "--expect", "b.pb", "--tolerance", "-1")]
    [InlineData("'netgen export --help'", "export", "a.dll")]
    [InlineData("'netgen export --help'", "export", "a.dll", "--weights", "a.npz", "--size", "big")]
    public void Wrong_arguments_are_explained(string hint, params string[] arguments)
    {
        var (code, output, error) = Program.Run(arguments);
        Assert.Equal(BadInput, code);
        Assert.Empty(output);
        Assert.Contains(hint, error);
    }

    [Fact]
    public void Import_writes_a_class_and_its_weights()
    {
        var (code, output, error) = Program.Run("import", Export("resnet_unfolded.onnx"), "-o", _folder.FullName, "--namespace", "Zoo.Small");
        Assert.Equal((Success, ""), (code, error));
        Assert.Contains("ResnetUnfolded.cs: 49 layers", output);
        Assert.Equal(["ResnetUnfolded.cs", "ResnetUnfolded.safetensors"], Files());

        var text = File.ReadAllText(PathOf("ResnetUnfolded.cs"));
        Assert.Contains("namespace Zoo.Small;", text);
        Assert.Contains("[Use(typeof(ResnetUnfoldedBlock), Name = \"layer1.0\")]\n[Use(typeof(ResnetUnfoldedBlock), Name = \"layer1.1\")]", text);
        Assert.Contains("[Conv(3, 6, 6, Pad = 1, Bias = false), BatchNorm(Name = \"bn1\"), Relu]", text);
        using var weights = SafeTensors.Open(PathOf("ResnetUnfolded.safetensors"));
        Assert.Contains(weights.Tensors, tensor => tensor.Name == "layer2.1.conv2.weight");
    }

    [Fact]
    public void Import_replaces_nothing_unless_told_to()
    {
        Assert.Equal(Success, Program.Run("import", Export("dense.onnx"), "-o", _folder.FullName, "--class", "Net").Code);
        File.WriteAllText(PathOf("Net.cs"), "mine");
        var (code, _, error) = Program.Run("import", Export("dense.onnx"), "-o", _folder.FullName, "--class", "Net");
        Assert.Equal(BadInput, code);
        Assert.Contains("--force", error);
        Assert.Equal("mine", File.ReadAllText(PathOf("Net.cs")));
        Assert.Equal(Success, Program.Run("import", Export("dense.onnx"), "-o", _folder.FullName, "--class", "Net", "--force").Code);
        Assert.Contains("[Concat(", File.ReadAllText(PathOf("Net.cs")));
    }

    [Fact]
    public void Import_of_a_folder_that_is_a_file_says_so()
    {
        File.WriteAllText(PathOf("taken"), "");
        var (code, _, error) = Program.Run("import", Export("dense.onnx"), "-o", PathOf("taken"));
        Assert.Equal(BadInput, code);
        Assert.Contains("taken", error);
    }

    [Fact]
    public void Import_where_a_file_is_a_folder_writes_nothing()
    {
        _folder.CreateSubdirectory("Dense.cs");
        var (code, _, error) = Program.Run("import", Export("dense.onnx"), "-o", _folder.FullName, "--force");
        Assert.Equal(BadInput, code);
        Assert.Contains("Dense.cs' is a folder", error);
        Assert.Empty(Files());
    }

    [Fact]
    public void A_missing_model_says_so()
    {
        var (code, _, error) = Program.Run("summary", PathOf("nothing.onnx"));
        Assert.Equal(BadInput, code);
        Assert.Contains("There is no such file", error);
    }

    [Fact]
    public void Verify_finds_equal_outputs_equal()
    {
        var (code, output, error) = Program.Run("verify", Export("unet.onnx"), "--input", Export("unet.input.npy"), "--expect", Export("unet.output.npy"));
        Assert.Equal((Success, ""), (code, error));
        Assert.Contains("'result': all 384 values are equal", output);
    }

    [Fact]
    public void Verify_says_where_and_by_how_much_outputs_differ()
    {
        var expected = TensorFile.Read(Export("shuffle.output.npy"));
        expected.Floats[31] += 0.5f;
        WriteNpy(PathOf("wrong.npy"), expected);
        var (code, output, _) = Program.Run("verify", Export("shuffle.onnx"), "--input", Export("shuffle.input.npy"), "--expect", PathOf("wrong.npy"));
        Assert.Equal(Different, code);
        Assert.Contains("1 of 240 values differ", output);
        Assert.Contains("at [0, 1, 0, 1]", output);
        Assert.Equal(Success, Program.Run("verify", Export("shuffle.onnx"), "--input", Export("shuffle.input.npy"), "--expect", PathOf("wrong.npy"), "--tolerance", "0.6").Code);
    }

    [Fact]
    public void Verify_says_that_shapes_differ()
    {
        var (code, output, _) = Program.Run("verify", Export("unet.onnx"), "--input", Export("unet.input.npy"), "--expect", Export("unet.input.npy"));
        Assert.Equal(Different, code);
        Assert.Contains("its shape is (1, 2, 16, 12) instead of (1, 3, 16, 12)", output);
    }

    [Fact]
    public void Verify_of_inputs_that_do_not_fit_is_bad_input()
    {
        var (code, _, error) = Program.Run("verify", Export("unet.onnx"), "--input", Export("dense.input.npy"), "--expect", Export("unet.output.npy"));
        Assert.Equal(BadInput, code);
        Assert.Contains("(1, 3, 16, 12), but (1, 6, 9, 8) is given", error);
        Assert.Equal(BadInput, Program.Run("verify", Export("unet.onnx"), "--input", Export("unet.onnx"), "--expect", Export("unet.output.npy")).Code);
    }

    [Fact]
    public void Summary_prints_the_layers_of_a_model()
    {
        var (code, output, error) = Program.Run("summary", Export("groups.onnx"));
        Assert.Equal((Success, ""), (code, error));
        Assert.Contains("norm1", output);
        Assert.Contains("GroupNorm", output);
        Assert.Contains("864 parameters", output);
    }

    [Fact]
    public void Summary_prints_the_layers_of_a_compiled_network()
    {
        var (code, output, _) = Program.Run("summary", typeof(CommandTests).Assembly.Location, "--class", nameof(Perceptron));
        Assert.Equal(Success, code);
        Assert.Contains("NetGen.Onnx.Tests.Perceptron", output);
        Assert.Contains("LogSoftmax", output);
    }

    [Fact]
    public void An_assembly_of_several_networks_needs_a_class()
    {
        var (code, _, error) = Program.Run("summary", typeof(CommandTests).Assembly.Location);
        Assert.Equal(BadInput, code);
        Assert.Contains("--class says which one", error);
        Assert.Contains("NetGen.Onnx.Tests.Perceptron", error);
        Assert.Contains("no network 'Nobody'", Program.Run("summary", typeof(CommandTests).Assembly.Location, "--class", "Nobody").Error);
    }

    [Fact]
    public void A_file_that_is_no_assembly_says_so()
    {
        File.WriteAllText(PathOf("fake.dll"), "not an assembly");
        Assert.Contains("is no .NET assembly", Program.Run("summary", PathOf("fake.dll")).Error);
        Assert.Contains("There is no file", Program.Run("summary", PathOf("missing.dll")).Error);
    }

    [Fact]
    public void Export_writes_what_import_reads()
    {
        var weights = Exported.Weights(typeof(Classifier));
        SafeTensors.Write(PathOf("weights.safetensors"), weights.Tensors.Select(spec => (spec, (ReadOnlyMemory<float>)weights[spec.Name])));
        var (code, output, error) = Program.Run(
            "export", typeof(CommandTests).Assembly.Location, "--class", "NetGen.Onnx.Tests.Classifier", "--weights", PathOf("weights.safetensors"), "-o", PathOf("classifier.onnx"));
        Assert.Equal((Success, ""), (code, error));
        Assert.Contains("classifier.onnx", output);
        Assert.Equal(Success, Program.Run("import", PathOf("classifier.onnx"), "-o", PathOf("again")).Code);
        Assert.Contains("[Dense(36, 9, Name = \"head\"), Relu]", File.ReadAllText(Path.Combine(PathOf("again"), "Classifier.cs")));
    }

    [Fact]
    public void Export_replaces_nothing_that_was_not_named()
    {
        // The default is in the current folder, which the tests share.
        var path = Path.GetFullPath($"{nameof(Perceptron)}.onnx");
        File.WriteAllText(path, "mine");
        try
        {
            var (code, _, error) = Program.Run("export", typeof(CommandTests).Assembly.Location, "--class", nameof(Perceptron), "--weights", PathOf("weights.safetensors"));
            Assert.Equal(BadInput, code);
            Assert.Contains("'--output Perceptron.onnx' replaces it", error);
            Assert.Equal("mine", File.ReadAllText(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Export_of_weights_that_do_not_fit_lists_them_and_writes_nothing()
    {
        SafeTensors.Write(PathOf("weights.safetensors"), [(new TensorSpec("other", [1]), new float[1])]);
        var (code, _, error) = Program.Run(
            "export", typeof(CommandTests).Assembly.Location, "--class", nameof(Classifier), "--weights", PathOf("weights.safetensors"), "-o", PathOf("classifier.onnx"));
        Assert.Equal(BadInput, code);
        Assert.Contains("'head.weight' (9, 36) is missing", error);
        Assert.Equal(["weights.safetensors"], Files());
    }

    [Fact]
    public void Export_of_a_network_of_any_size_needs_one()
    {
        var weights = Exported.Weights(typeof(AnySizeMap));
        SafeTensors.Write(PathOf("weights.safetensors"), weights.Tensors.Select(spec => (spec, (ReadOnlyMemory<float>)weights[spec.Name])));
        string[] arguments = ["export", typeof(CommandTests).Assembly.Location, "--class", nameof(AnySizeMap), "--weights", PathOf("weights.safetensors"), "-o", PathOf("map.onnx")];
        Assert.Contains("--size states one", Program.Run(arguments).Error);
        Assert.Equal(Success, Program.Run([.. arguments, "--size", "16x12"]).Code);
        Assert.Equal(BadInput, Program.Run([.. arguments, "--size", "2x2"]).Code);
    }

    [Fact]
    public void What_is_not_supported_has_its_own_exit_code()
    {
        var model = OneNode.WithOperator("LSTM");
        File.WriteAllBytes(PathOf("memory.onnx"), model);
        foreach (var command in new[] { "import", "summary" })
        {
            var (code, output, error) = Program.Run(command, PathOf("memory.onnx"));
            Assert.Equal((NotSupported, ""), (code, output));
            Assert.Contains("(LSTM): layers have no memory", error);
        }
    }

    private string PathOf(string file) => Path.Combine(_folder.FullName, file);

    private static string Export(string file) => Path.Combine(Exports, file);

    private IEnumerable<string> Files() => _folder.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal);

    private static void WriteNpy(string path, ConstantTensor tensor)
    {
        var header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({string.Join(", ", tensor.Dimensions)},), }}";
        header = header.PadRight(((header.Length + 11 + 63) / 64 * 64) - 11) + "\n";
        using var file = File.Create(path);
        file.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8)]);
        file.Write(System.Text.Encoding.ASCII.GetBytes(header));
        file.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(tensor.Floats));
    }
}
