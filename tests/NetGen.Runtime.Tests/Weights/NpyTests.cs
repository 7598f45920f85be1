using static NetGen.Runtime.Tests.Weights.FileBytes;
using static NetGen.Runtime.Tests.Weights.SourceExtensions;

namespace NetGen.Runtime.Tests.Weights;

public sealed class NpyTests
{
    private static readonly float[] Values = [0.5f, -1, 2, 3, 1024, -0.125f];

    // The same array (2, 3) with its first axis fastest.
    private static readonly float[] Columns = [0.5f, 3, -1, 1024, 2, -0.125f];

    public static TheoryData<string, bool, int> Encodings
    {
        get
        {
            var data = new TheoryData<string, bool, int>();
            foreach (var descr in (string[])["<f4", ">f4", "<f2", ">f2", "<f8", ">f8"])
            {
                for (var version = 1; version <= 3; version++)
                {
                    data.Add(descr, false, version);
                    data.Add(descr, true, version);
                }
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void ReadsEveryEncoding(string descr, bool fortranOrder, int version)
    {
        var bytes = Npy(descr, "(2, 3)", Encode(descr, fortranOrder ? Columns : Values), fortranOrder, version);
        using var npy = NetGen.Npy.Read(new MemoryStream(bytes), "w");
        Assert.Equal([new("w", [2, 3])], npy.Tensors);
        Assert.Equal(Values, npy.ReadAll("w"));
        var part = new float[3];
        npy.Read("w", 2, part);
        Assert.Equal(Values[2..5], part);
        Assert.Throws<ArgumentOutOfRangeException>(() => npy.Read("w", 4, part));

        using var npz = Npz.Read(new MemoryStream(Zip(("w.npy", bytes))));
        Assert.Equal(Values, npz.ReadAll("w"));
        npz.Read("w", 2, part);
        Assert.Equal(Values[2..5], part);
    }

    [Fact]
    public void ReadsFortranOrderOfAnyRankInAnyPieces()
    {
        int[] shape = [3, 1, 4, 2, 5];
        var length = shape.Aggregate(1, (product, extent) => product * extent);
        var stored = new float[length];
        for (var i = 0; i < length; i++)
        {
            var (rest, offset, stride) = (i, 0, length);
            for (var axis = shape.Length - 1; axis >= 0; axis--)
            {
                stride /= shape[axis];
                offset += rest % shape[axis] * stride;
                rest /= shape[axis];
            }
            stored[offset] = i;
        }
        using var npy = NetGen.Npy.Read(new MemoryStream(Npy("<f4", "(3, 1, 4, 2, 5)", Singles(stored), fortranOrder: true)), "w");
        for (var start = 0; start <= length; start += 7)
        {
            var part = new float[Math.Min(23, length - start)];
            npy.Read("w", start, part);
            Assert.Equal(Enumerable.Range(start, part.Length).Select(i => (float)i), part);
        }
    }

    [Fact]
    public void ReadsFortranOrderThatIsUnpackedInSeveralPieces()
    {
        const int rows = 211, columns = 307;
        var values = Enumerable.Range(0, rows * columns).Select(i => (float)i).ToArray();
        var bytes = Npy("<f4", "(211, 307)", Singles([.. values.Select(i => i % rows * columns + MathF.Floor(i / rows))]), fortranOrder: true);
        using var npy = NetGen.Npy.Read(new MemoryStream(bytes), "w");
        Assert.Equal(values, npy.ReadAll("w"));
        using var npz = Npz.Read(new MemoryStream(Zip(("w.npy", bytes))));
        Assert.Equal(values, npz.ReadAll("w"));
    }

    [Theory]
    [InlineData("()", new int[0])]
    [InlineData("(1,)", new[] { 1 })]
    [InlineData("( 1 , 1 )", new[] { 1, 1 })]
    public void ReadsShapes(string shape, int[] expected)
    {
        using var npy = NetGen.Npy.Read(new MemoryStream(Npy("<f4", shape, Singles(9))), "w");
        Assert.Equal(expected, npy.Tensors[0].Shape);
        Assert.Equal([9], npy.ReadAll("w"));
    }

    [Fact]
    public void ReadsAHeaderWithKeysInAnyOrderAndOtherQuotes()
    {
        var bytes = NpyOf("""{"shape":(0,2),'fortran_order':True,"descr":"<f4"}""", []);
        using var npy = NetGen.Npy.Read(new MemoryStream(bytes), "w");
        Assert.Equal([new("w", [0, 2])], npy.Tensors);
        Assert.Empty(npy.ReadAll("w"));
    }

    [Theory]
    [InlineData("", "where '{' should be")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), } x", "where its end should be")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), ", "where a string should be")]
    [InlineData("{'descr': '<f4' 'fortran_order': False, 'shape': (2,), }", "where '}' should be")]
    [InlineData("{'descr': '<f4', 'fortran_order': False}", "lacks descr, fortran_order or shape")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,)}", "key 'descr', which is unknown or appears twice")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'x': 1}", "key 'x', which is unknown or appears twice")]
    [InlineData("{'descr': '<f4', 'fortran_order': false, 'shape': (2,)}", "where True or False should be")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2)}", "where ',' should be")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': [2]}", "where '(' should be")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-2,)}", "where a whole number from 0 on should be")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2 3)}", "where ',' should be")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2 3)}", "where ')' should be")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2147483648,)}", "an axis of length '2147483648'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647, 2147483647)}", "overflows 64 bits")]
    [InlineData("{'descr': '<f4\\'', 'fortran_order': False, 'shape': (2,)}", "a string without escapes")]
    [InlineData("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (2,)}", "its elements are records")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3,)}", "its shape (3) of <f4 takes 12 bytes, but 8 follow the header")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)}", "takes 4 bytes, but 8 follow")]
    [InlineData("{'descr': '<i8', 'fortran_order': False, 'shape': (2,)}", "takes 16 bytes, but 8 follow")]
    public void RejectsABadHeader(string dictionary, string message) =>
        Assert.Contains(message, Assert.Single(FaultsOf(() => NetGen.Npy.Read(new MemoryStream(NpyOf(dictionary, new byte[8])), "w"))));

    [Fact]
    public void RejectsTooManyAxes() =>
        Assert.Contains("more than 64 axes", Assert.Single(FaultsOf(() => NetGen.Npy.Read(
            new MemoryStream(Npy("<f4", $"({string.Join(", ", Enumerable.Repeat(1, 65))})", new byte[4])), "w"))));

    [Theory]
    [InlineData(0, 0x92, "does not begin with")]
    [InlineData(6, 4, "version 4.0")]
    [InlineData(6, 0, "version 0.0")]
    [InlineData(7, 1, "version 1.1")]
    [InlineData(9, 0x26, "header is 9846 bytes long, but only")]
    [InlineData(9, 0xFF, "10000 are allowed")]
    public void RejectsBadFirstBytes(int position, int value, string message)
    {
        var bytes = Npy("<f4", "(2,)", Singles(1, 2));
        bytes[position] = (byte)value;
        var fault = Assert.Single(FaultsOf(() => NetGen.Npy.Read(new MemoryStream(bytes), "w")));
        if (position != 9 || value != 0x26) Assert.Contains(message, fault);
        else Assert.Contains("bytes long, but only", fault);
    }

    [Fact]
    public void RejectsAHeaderThatIsNotUtf8()
    {
        var bytes = NpyOf("{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}", Singles(1, 2), version: 3);
        bytes[20] = 0xFF;
        Assert.Contains("not UTF-8", Assert.Single(FaultsOf(() => NetGen.Npy.Read(new MemoryStream(bytes), "w"))));
    }

    [Theory]
    [InlineData("<i8", 8)]
    [InlineData("|b1", 1)]
    [InlineData("<c8", 8)]
    [InlineData("<f16", 16)]
    [InlineData("f4", 4)]
    [InlineData("|f4", 4)]
    [InlineData("=f4", 4)]
    [InlineData("|O", 3)]
    [InlineData("<U3", 12)]
    public void ListsTypesThatItCannotRead(string descr, int bytes)
    {
        using var npy = NetGen.Npy.Read(new MemoryStream(Npy(descr, "(1,)", new byte[bytes])), "w");
        Assert.Equal([new("w", [1])], npy.Tensors);
        Assert.Contains($"'w' holds elements of type '{descr}'", Assert.Single(npy.Faults));
        Assert.Equal(npy.Faults, FaultsOf(() => npy.ReadAll("w")));
    }

    [Fact]
    public void NamesTheTensorAfterTheFile()
    {
        using var folder = new TemporaryFolder();
        using var npy = NetGen.Npy.Open(folder.Write("conv1.weight.npy", Npy(">f4", "(2,)", BigSingles(1, 2))));
        Assert.Equal([1, 2], npy.ReadAll("conv1.weight"));
    }

    private static byte[] Encode(string descr, float[] values) => descr switch
    {
        "<f4" => Singles(values),
        ">f4" => BigSingles(values),
        "<f2" => Halves(values),
        ">f2" => BigHalves(values),
        "<f8" => Doubles([.. values.Select(value => (double)value)]),
        _ => BigDoubles([.. values.Select(value => (double)value)]),
    };
}
