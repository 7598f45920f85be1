using System.Buffers;
using System.Buffers.Binary;
using static NetGen.Runtime.Tests.Weights.FileBytes;
using static NetGen.Runtime.Tests.Weights.SourceExtensions;

namespace NetGen.Runtime.Tests.Weights;

public sealed class SafeTensorsTests
{
    [Fact]
    public void ReadsSingleHalfAndBrainFloats()
    {
        byte[] data = [.. Singles(1.5f, -2, float.MinValue), .. Halves(0.5f, -65504), 0x80, 0x3F, 0x49, 0xC0];
        using var file = Read(
            """
            {"__metadata__":{"format":"pt"},"b":{"dtype":"F16","shape":[2,1],"data_offsets":[12,16]},
             "c":{"dtype":"BF16","shape":[1,2],"data_offsets":[16,20]},"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}   
            """, data);
        Assert.Equal([new("b", [2, 1]), new("c", [1, 2]), new("a", [3])], file.Tensors);
        Assert.Equal([1.5f, -2, float.MinValue], file.ReadAll("a"));
        Assert.Equal([0.5f, -65504], file.ReadAll("b"));
        Assert.Equal([1, -3.140625f], file.ReadAll("c"));
        Assert.Empty(file.Faults);
    }

    /// <summary>What is written as usual is read without the JSON library: an escape makes the whole header a matter of that. Both must find the same.</summary>
    [Theory]
    [InlineData("{}", 0)]
    [InlineData("""{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"__metadata__":{},"a":{"dtype":"F32","shape":[2,0,3],"data_offsets":[0,0]}}""", 0)]
    [InlineData("""{ "__metadata__" : { "format" : "pt", "of" : "x" } , "a" : { "data_offsets" : [ 0 , 4 ] , "shape" : [ 1 , 2 ] , "dtype" : "F16" } }   """, 4)]
    [InlineData("""{"a.b":{"dtype":"BF16","shape":[3],"data_offsets":[0,6]},"c":{"dtype":"F32","shape":[1,2,1],"data_offsets":[6,14]}}""", 14)]
    [InlineData("""{"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"a":{"dtype":"F32","shape":[10],"data_offsets":[0,40]},"n":{"dtype":"I64","shape":[],"data_offsets":[40,48]}}""", 48)]
    public void FindsTheSameInAHeaderWithEscapes(string header, int length)
    {
        var data = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
        var escaped = header.Contains("__metadata__\"") || header == "{}"
            ? header.Replace("__metadata__", "__met\\u0061data__")
            : header.Replace("\"a", "\"\\u0061");
        Assert.True(escaped != header || header == "{}");
        using var plain = Read(header, data);
        using var full = Read(escaped, data);
        Assert.Equal(full.Tensors, plain.Tensors);
        Assert.Equal(full.Faults, plain.Faults);
        foreach (var tensor in plain.Tensors.Where(tensor => tensor.Name != "n"))
            Assert.Equal(full.ReadAll(tensor.Name).Select(BitConverter.SingleToInt32Bits), plain.ReadAll(tensor.Name).Select(BitConverter.SingleToInt32Bits));
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[01],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1,],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32" "shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}""")]
    public void RejectsWhatIsNoJson(string header) => Assert.Contains("not valid JSON", Assert.Single(FaultsOf(() => Read(header, new byte[4]))));

    [Fact]
    public void ReadsRanges()
    {
        var values = Enumerable.Range(0, 40_000).Select(i => (float)i).ToArray();
        using var file = Read("""{"a":{"dtype":"F32","shape":[200,200],"data_offsets":[0,160000]}}""", Singles(values));
        var part = new float[33_000];
        file.Read("a", 6_999, part);
        Assert.Equal(values[6_999..39_999], part);
        file.Read("a", 40_000, []);
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Read("a", 7_001, new float[33_000]));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Read("a", -1, new float[1]));
        Assert.Equal(["There is no tensor 'b'."], FaultsOf(() => file.Read("b", 0, [])));
    }

    [Fact]
    public void ReadsHalvesThatAreConvertedInSeveralPieces()
    {
        var values = Enumerable.Range(0, 70_000).Select(i => (float)(i % 2048)).ToArray();
        using var file = Read("""{"a":{"dtype":"F16","shape":[70000],"data_offsets":[0,140000]}}""", Halves(values));
        Assert.Equal(values, file.ReadAll("a"));
    }

    [Fact]
    public void ReadsScalarsAndEmptyTensorsAndNone()
    {
        using var file = Read(
            """{"s":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"e":{"dtype":"F32","shape":[0,3],"data_offsets":[4,4]}}""", Singles(7));
        Assert.Equal([7], file.ReadAll("s"));
        Assert.Empty(file.ReadAll("e"));
        using var none = Read("{}");
        Assert.Empty(none.Tensors);
    }

    [Fact]
    public void ListsTensorsThatItCannotReadExceptCounters()
    {
        using var file = Read(
            """
            {"bn.num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[0,8]},"i":{"dtype":"I32","shape":[1],"data_offsets":[8,12]},
            "f4":{"dtype":"F4","shape":[3,2],"data_offsets":[12,15]}}
            """, new byte[15]);
        Assert.Equal(3, file.Tensors.Count);
        Assert.Equal(2, file.Faults.Count);
        Assert.Contains("'i' holds elements of type 'I32'", file.Faults[0]);
        Assert.Contains("'f4' holds elements of type 'F4'", file.Faults[1]);
        Assert.Equal([file.Faults[0]], FaultsOf(() => file.Read("i", 0, new float[1])));
        Assert.Contains("'I64'", Assert.Single(FaultsOf(() => file.Read("bn.num_batches_tracked", 0, new float[1]))));
    }

    [Theory]
    [InlineData("[1]", "not a JSON object")]
    [InlineData(" {}", "begins with '{'")]
    [InlineData("{\"a\":", "not valid JSON")]
    [InlineData("{} x", "not valid JSON")]
    [InlineData("""{"\ud800":{}}""", "not Unicode")]
    [InlineData("""{"a":3}""", "'a' is not described by an object")]
    [InlineData("""{"__metadata__":{"a":1}}""", "'__metadata__' is not an object of strings")]
    [InlineData("""{"__metadata__":[]}""", "'__metadata__' is not an object of strings")]
    [InlineData("""{"a":{"shape":[2],"data_offsets":[0,8]}}""", "'a' has no dtype")]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,8]}}""", "'a' has no shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2]}}""", "'a' has no data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","dtype":"F16","shape":[2],"data_offsets":[0,8]}}""", "'a' has more than one dtype")]
    [InlineData("""{"a":{"dtype":"F33","shape":[2],"data_offsets":[0,8]}}""", "dtype 'F33'")]
    [InlineData("""{"a":{"dtype":32,"shape":[2],"data_offsets":[0,8]}}""", "dtype '32'")]
    [InlineData("""{"a":{"dtype":"","shape":[2],"data_offsets":[0,8]}}""", "dtype ''")]
    [InlineData("""{"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}""", "shape '2'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "shape '[-2]'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}""", "shape '[2.0]'")]
    [InlineData("""{"a":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}}""", "whole numbers from 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2147483648],"data_offsets":[0,8]}}""", "whole numbers from 0 to 2147483647")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2147483647,2147483647,2147483647],"data_offsets":[0,8]}}""", "overflows 64 bits")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2147483647,2147483647,2147483647,0],"data_offsets":[0,0]}}""", "overflows 64 bits")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":8}}""", "data_offsets '8'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4,8]}}""", "data_offsets '[0,4,8]'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[-1,7]}}""", "data_offsets '[-1,7]'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,99999999999999999999]}}""", "two whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "in this order, within 8 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""", "[0, 12]; they should lie, in this order, within 8 bytes")]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}""", "'a' of shape (1) and type F32 takes 4 bytes, but its data_offsets [0, 8] span 8")]
    [InlineData("""{"a":{"dtype":"F4","shape":[3],"data_offsets":[0,2]}}""", "takes 2 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "The 4 bytes before 'a', from 0 to 4, belong to no tensor")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "The last 4 bytes of data, from 4 on, belong to no tensor")]
    [InlineData("{}", "The last 8 bytes of data, from 0 on, belong to no tensor")]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""",
        "'b' at [4, 8] overlaps 'a', which ends at 8")]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "lists 'a' twice")]
    public void RejectsABadHeader(string header, string message) =>
        Assert.Contains(message, Assert.Single(FaultsOf(() => Read(header, new byte[8]))));

    [Fact]
    public void ListsAllFaultsOfAHeader()
    {
        var faults = FaultsOf(() => Read(
            """
            {"a":{"dtype":"Q8","shape":[-1],"data_offsets":[0]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,99]},
            "c":{"dtype":"F32","shape":[5],"data_offsets":[0,4]},"c":1,"d":null,"__metadata__":0}
            """, new byte[8]));
        Assert.Equal(8, faults.Count);
        faults = FaultsOf(() => Read(
            """{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]},"b":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""", new byte[20]));
        Assert.Equal(3, faults.Count);
    }

    [Theory]
    [InlineData(ulong.MaxValue, "18446744073709551615 bytes; 100000000 are allowed")]
    [InlineData(100_000_001, "100000001 bytes; 100000000 are allowed")]
    [InlineData(100_000_000, "should be 100000000 bytes long, but only 2 bytes follow")]
    [InlineData(3, "should be 3 bytes long, but only 2 bytes follow")]
    [InlineData(0, "not a JSON object")]
    public void RejectsABadHeaderLength(ulong length, string message)
    {
        var bytes = SafeTensors("{}");
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        Assert.Contains(message, Assert.Single(FaultsOf(() => NetGen.SafeTensors.Read(new MemoryStream(bytes)))));
    }

    [Fact]
    public void RejectsAHeaderThatIsNotUtf8()
    {
        var bytes = SafeTensors("""{"__metadata__":{"a":"?"}}""");
        bytes[Array.IndexOf(bytes, (byte)'?')] = 0xFF;
        Assert.Contains("UTF-8", Assert.Single(FaultsOf(() => NetGen.SafeTensors.Read(new MemoryStream(bytes)))));
    }

    [Fact]
    public void WritesTheBytesOfTheReferenceImplementation()
    {
        // The example in the tests of huggingface/safetensors' writer: 64 and 72 bytes of header, the second padded.
        float[] values = [0, 1, 2, 3, 4, 5];
        Assert.Equal(
            SafeTensors("""{"attn.0":{"dtype":"F32","shape":[1,2,3],"data_offsets":[0,24]}}""", Singles(values)),
            Written((new TensorSpec("attn.0", [1, 2, 3]), values)));
        Assert.Equal(
            SafeTensors("""{"attn0":{"dtype":"F32","shape":[1,1,2,3],"data_offsets":[0,24]}}       """, Singles(values)),
            Written((new TensorSpec("attn0", [1, 1, 2, 3]), values)));
        Assert.Equal(SafeTensors("{}      "), Written());
    }

    [Fact]
    public void WritesTheSameBytesInWhateverOrderTensorsCome()
    {
        (TensorSpec, ReadOnlyMemory<float>) a = (new("a.weight", [2]), new float[] { 1, float.NaN });
        (TensorSpec, ReadOnlyMemory<float>) b = (new("é\"b", []), new float[] { -3 });
        var bytes = Written(a, b);
        Assert.Equal(bytes, Written(b, a));
        using var file = NetGen.SafeTensors.Read(new MemoryStream(bytes));
        Assert.Equal([new("a.weight", [2]), new("é\"b", [])], file.Tensors);
        Assert.Equal([1, float.NaN], file.ReadAll("a.weight"));
        Assert.Equal([-3], file.ReadAll("é\"b"));
    }

    [Fact]
    public void WritesAFileWholeOrNotAtAll()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("w.safetensors", [1, 2, 3]);
        TensorSpec spec = new("a", [2]);
        Assert.Throws<ArgumentException>(() => NetGen.SafeTensors.Write(path, [(spec, new float[3])]));
        Assert.Throws<ArgumentException>(() => NetGen.SafeTensors.Write(path, [(spec, new float[2]), (spec, new float[2])]));
        Assert.Throws<ArgumentException>(() => NetGen.SafeTensors.Write(path, [(new TensorSpec("__metadata__", []), new float[1])]));
        Assert.Throws<InvalidOperationException>(() => NetGen.SafeTensors.Write(path, [(spec, new UnreadableMemory().Memory)]));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
        NetGen.SafeTensors.Write(path, [(spec, new float[] { 4, 5 })]);
        using (var file = NetGen.SafeTensors.Open(path)) Assert.Equal([4, 5], file.ReadAll("a"));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
        Assert.ThrowsAny<IOException>(() => NetGen.SafeTensors.Write(Path.Combine(folder.Path, "none", "w"), [(spec, new float[2])]));
    }

    [Fact]
    public void OpensAFileAndReportsWhatHappensToItLater()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("w.safetensors", SafeTensors("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", Singles(1, 2)));
        var file = NetGen.SafeTensors.Open(path);
        Assert.Equal([1, 2], file.ReadAll("a"));
        Assert.Equal(path, file.ToString());
        using (var other = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) other.SetLength(other.Length - 1);
        Assert.Contains("'a' cannot be read", Assert.Single(FaultsOf(() => file.ReadAll("a"))));
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(() => file.Read("a", 0, new float[1]));
    }

    [Fact]
    public void ReadsFromSeveralThreads()
    {
        using var folder = new TemporaryFolder();
        var values = Enumerable.Range(0, 100_000).Select(i => (float)i).ToArray();
        var path = folder.Write("w", SafeTensors("""{"a":{"dtype":"F32","shape":[100000],"data_offsets":[0,400000]}}""", Singles(values)));
        using var file = NetGen.SafeTensors.Open(path);
        Parallel.For(0, 100, i =>
        {
            var part = new float[1000];
            file.Read("a", i * 1000, part);
            Assert.Equal(values[(i * 1000)..((i + 1) * 1000)], part);
        });
    }

    private static SafeTensors Read(string header, params byte[] data) => NetGen.SafeTensors.Read(new MemoryStream(SafeTensors(header, data)));

    /// <summary>Values that cannot be had when they are to be written, after the header has been.</summary>
    private sealed class UnreadableMemory : MemoryManager<float>
    {
        public override Memory<float> Memory => CreateMemory(2);

        public override Span<float> GetSpan() => throw new InvalidOperationException("gone");

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }

    private static byte[] Written(params (TensorSpec, ReadOnlyMemory<float>)[] tensors)
    {
        using var stream = new MemoryStream();
        NetGen.SafeTensors.Write(stream, tensors);
        return stream.ToArray();
    }
}
